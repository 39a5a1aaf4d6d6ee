package dev.fettle.web;

/// A moment as a page shows it.
///
/// @param iso for programs
/// @param ago how long ago
/// @param full date, time and zone
public record Moment(String iso, String ago, String full) {}
