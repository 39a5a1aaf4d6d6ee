package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fettle.automation.Definitions.Text;
import dev.fettle.notation.Json;
import dev.fettle.notation.JsonSchema;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Shape;
import dev.fettle.notation.ShapeCheck;
import dev.fettle.notation.Source;
import dev.fettle.notation.YamlReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// An editor with the schema and the parser say the same of each text: both accept or both refuse.
/// The schema is held against what a YAML library of its own makes of the text.
class SchemaCorpusTest {
    @ParameterizedTest
    @MethodSource("good")
    void what_is_good_is_accepted_by_schema_and_parser(Text text, Shape shape) {
        assertThat(bySchema(text, shape)).isEmpty();
        assertThat(byParser(text, shape)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void what_is_bad_is_refused_by_schema_and_parser(Text text, Shape shape) {
        assertThat(bySchema(text, shape)).isNotEmpty();
        assertThat(byParser(text, shape))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .startsWith(text.says());
    }

    static Stream<Arguments> good() throws IOException {
        return pairs(Definitions.good(), Definitions.goodSettings());
    }

    static Stream<Arguments> bad() throws IOException {
        return pairs(Definitions.bad(), Definitions.badSettings());
    }

    private static Stream<Arguments> pairs(List<Text> definitions, List<Text> settings) {
        return Stream.concat(
                definitions.stream().map(t -> Arguments.of(t, DefinitionKeys.shape())),
                settings.stream().map(t -> Arguments.of(t, SettingsKeys.shape())));
    }

    private static List<Error> bySchema(Text text, Shape shape) {
        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Json.text(JsonSchema.document("tested", shape)), InputFormat.JSON);
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        var value = new Load(settings).loadFromString(text.yaml());
        return schema.validate(Json.line(value), InputFormat.JSON);
    }

    private static List<Problem> byParser(Text text, Shape shape) {
        var source = Source.of("README.md", text.yaml());
        var node = YamlReader.read(source, 1, text.yaml()).orElseThrow();
        return ShapeCheck.problems(source, "", node, shape);
    }
}
