package dev.fettle.automation;

import dev.fettle.platform.FolderId;
import java.nio.file.Path;
import java.util.Optional;

/// A folder in the home whose README holds a definition that can be read.
///
/// @param readme the whole text, definition and prose, as it was when it was read
/// @param id which folder it was then; empty where it was gone
public record Automation(
        Name name, Path folder, Definition definition, String readme, Optional<FolderId> id) {
    /// The text is the definition, but for the program that is found in the folder where none is
    /// stated. In another folder it is another one.
    public boolean saysTheSameAs(Automation other) {
        return readme.equals(other.readme)
                && folder.equals(other.folder)
                && id.equals(other.id)
                && definition.run().equals(other.definition.run());
    }
}
