/// The ways to reach the user: one file for what the user states of each, one for how it is spoken
/// to.
///
/// Start with [dev.fettle.channel.Channel], then [dev.fettle.channel.Letter]. What is worth
/// telling, when, and how often it is tried must never come in.
@NullMarked
package dev.fettle.channel;

import org.jspecify.annotations.NullMarked;
