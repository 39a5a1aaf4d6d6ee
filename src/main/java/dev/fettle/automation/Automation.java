package dev.fettle.automation;

import java.nio.file.Path;

/// A folder in the home whose README holds a definition that can be read.
///
/// @param readme the whole text, definition and prose, as it was when it was read
public record Automation(Name name, Path folder, Definition definition, String readme) {
    /// The text is the definition, but for the program that is found in the folder where none is
    /// stated.
    public boolean saysTheSameAs(Automation other) {
        return readme.equals(other.readme)
                && folder.equals(other.folder)
                && definition.run().equals(other.definition.run());
    }
}
