package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.notation.Json;
import dev.fettle.notation.JsonSchema;
import dev.fettle.notation.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The schemas that are checked in, for editors, are those that the parser's own keys make. With
/// `-Dfettle.write=true` this writes them, and `./verify fix` does so.
class SchemaFilesTest {
    private static final Path FOLDER = Path.of(System.getProperty("fettle.root"), "schema");

    /// @param name of the file in `schema/`
    record Document(String name, String title, Shape shape) {
        String text() {
            return Json.text(JsonSchema.document(title, shape));
        }
    }

    static Stream<Document> documents() {
        return Stream.of(
                new Document(
                        "automation.schema.json",
                        "The front matter of an automation's README.md",
                        DefinitionKeys.shape()),
                new Document("fettle.schema.json", "fettle.yaml", SettingsKeys.shape()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void the_schema_that_is_checked_in_is_what_the_parser_knows(Document document)
            throws IOException {
        var file = FOLDER.resolve(document.name());
        if (Boolean.getBoolean("fettle.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, document.text());
        }

        assertThat(file)
                .as(
                        "schema/%s is not what the keys say; ./verify fix writes it anew",
                        document.name())
                .content()
                .isEqualTo(document.text());
    }
}
