package dev.fettle.publish;

/// What lies at its place now, as far as the journal knows: the newest that was put there and not
/// taken back.
///
/// @param run the place of the run that made it, among all requests
public record Current(long run, PublishedFile file) {}
