package dev.fettle.check;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;

/// A JSON Schema in a file of the automation. References to other places are not followed: a check
/// reads nothing from the network.
record JsonSchemaFile(String name) {
    /// A document becomes a tree in memory, many times its size where its values are small.
    private static final long MOST_BYTES = 8 << 20;

    private static final long MOST_VALUES = 200_000;
    private static final int LONGEST_SAID = 200;

    /// @param values how many there are in the file
    Judgement judge(Path file, long values, Evidence evidence) throws IOException {
        if (Files.size(file) > MOST_BYTES || values > MOST_VALUES) {
            return new Judgement.Unmade(
                    "too-large",
                    "too large for a schema: more than %s, or %s"
                            .formatted(
                                    Wording.size(MOST_BYTES), Wording.count(MOST_VALUES, "value")));
        }
        try {
            var schema = read(evidence.workingFolder().resolve(name));
            // All errors of a long list would take more memory than the list.
            var errors =
                    schema.validate(
                            text(file),
                            InputFormat.JSON,
                            context -> context.executionConfig(c -> c.failFast(true)));
            return errors.isEmpty()
                    ? Judgement.GOOD
                    : new Judgement.Bad(
                            "schema", "JSON that fits " + name, said(errors.getFirst()));
        } catch (IOException | InvalidPathException | SchemaException | JacksonException e) {
            var why = e instanceof IOException denied ? Reasons.of(denied) : firstLine(e);
            return unusable(why);
        } catch (StackOverflowError e) {
            return unusable("it refers to itself without end");
        }
    }

    private Judgement unusable(String why) {
        return new Judgement.Unmade(
                "no-schema", "the schema %s cannot be used: %s".formatted(name, why));
    }

    private static Schema read(Path file) throws IOException {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        return registry.getSchema(text(file), InputFormat.JSON);
    }

    private static String text(Path file) throws IOException {
        try (var in = Reading.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String said(Error error) {
        var said = error.getInstanceLocation() + ": " + error.getMessage();
        var shown = said.length() > LONGEST_SAID ? said.substring(0, LONGEST_SAID) + "…" : said;
        return Wording.visible(shown);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
