package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {
    private record Sample(
            String name,
            Optional<String> missing,
            Optional<Integer> there,
            OptionalLong number,
            OptionalInt none,
            boolean flag,
            double share,
            Duration took,
            Instant at,
            List<Inner> inner,
            Kind kind) {}

    private record Inner(int x) {}

    private enum Kind {
        GOOD
    }

    @Test
    void a_record_is_an_object_with_every_key_in_order() {
        var sample =
                new Sample(
                        "a\"b",
                        Optional.empty(),
                        Optional.of(3),
                        OptionalLong.of(5),
                        OptionalInt.empty(),
                        true,
                        0.5,
                        Duration.ofSeconds(2),
                        Instant.parse("2026-11-28T12:00:00Z"),
                        List.of(new Inner(1)),
                        Kind.GOOD);

        assertThat(Json.line(sample))
                .isEqualTo(
                        """
                        {"name":"a\\"b","missing":null,"there":3,"number":5,"none":null,"flag":true,\
                        "share":0.5,"took":2000,"at":"2026-11-28T12:00:00Z","inner":[{"x":1}],\
                        "kind":"GOOD"}\
                        """);
    }

    @Test
    void what_is_written_is_read_again() {
        var value = new LinkedHashMap<String, Object>();
        value.put("text", "\u001b\"\\\n\u2028 größe 😀");
        value.put("number", Long.MAX_VALUE);
        value.put("share", 0.5);
        value.put("list", Arrays.asList(true, false, null, List.of(), Map.of()));

        assertThat(JsonReader.object(Json.line(value))).isEqualTo(value);
        assertThat(JsonReader.object(Json.text(value))).isEqualTo(value);
    }

    @Test
    void what_is_made_for_people_is_indented_and_ends_its_line() {
        assertThat(Json.text(new Inner(3))).isEqualTo("{\n  \"x\" : 3\n}\n");
    }

    @Test
    void what_is_no_object_has_no_members() {
        assertThat(JsonReader.object("[1]")).isEmpty();
        assertThat(JsonReader.object("")).isEmpty();
        assertThat(JsonReader.read("null")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,", "{\"a\":", "{a: 1}", "nope", "\"open", "[1 2]"})
    void what_is_no_json_is_refused(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JacksonException.class);
    }
}
