package dev.fettle.platform;

/// What a program answered.
///
/// @param exit its exit code, or 128 and the signal's number
/// @param output the beginning of its standard output, up to the limit that was set
/// @param error the same of its standard error
/// @param tookTooLong whether it was ended because its time was over
public record Answer(int exit, String output, String error, boolean tookTooLong) {}
