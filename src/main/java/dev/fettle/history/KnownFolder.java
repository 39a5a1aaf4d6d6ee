package dev.fettle.history;

import dev.fettle.platform.FolderId;
import java.util.Optional;

/// In which folder an automation was seen last.
///
/// @param content what tells its front matter and program; empty where that was never read
public record KnownFolder(String automation, FolderId id, Optional<String> content) {}
