package dev.fettle.history;

import java.util.Optional;

/// What was missing.
///
/// @param why a sentence that names it
/// @param need the need, where it goes and comes by itself: `mount /mnt/backup`
public record Lack(String why, Optional<String> need) {}
