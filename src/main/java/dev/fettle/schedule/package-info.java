/// When things are due: the texts of schedules, and the slots that follow from them in a time zone.
///
/// Start with [dev.fettle.schedule.DueTimes], which answers "what comes after this moment?", then
/// [dev.fettle.schedule.Calendar], which keeps the rules of daylight saving, then
/// [dev.fettle.schedule.ScheduleReader]. All of it is arithmetic: no clock is read here, nothing is
/// waited for and nothing kept, and nobody here knows what it is that falls due.
@NullMarked
package dev.fettle.schedule;

import org.jspecify.annotations.NullMarked;
