package dev.fettle.automation;

import java.nio.file.Path;

/// A folder in the home whose README holds a definition that can be read.
///
/// @param readme the whole text, definition and prose, as it was when it was read
public record Automation(Name name, Path folder, Definition definition, String readme) {}
