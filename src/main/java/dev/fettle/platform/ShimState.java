package dev.fettle.platform;

/// How things stand in a run's folder, decided by the lock and never by a pid.
public sealed interface ShimState {

    /// Nobody holds the lock, and the program was not claimed: it has not been started and will not
    /// be by itself.
    record NotStarted() implements ShimState {}

    /// The lock is held.
    ///
    /// @param pid the shim's; 0 in the first moment, before the shim has written it down: the
    ///   program does not run yet
    record Working(long pid) implements ShimState {}

    /// The program ended: its exit status, or 128 and the signal's number; 126 and 127 where it
    /// could not be started.
    record Ended(int status) implements ShimState {}

    /// The shim began, holds no lock and left no status: it was killed, or the machine went down.
    /// What it started may still work.
    record Died() implements ShimState {}
}
