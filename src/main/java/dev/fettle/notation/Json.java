package dev.fettle.notation;

import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes records, lists, maps and plain values as JSON. A record's components become keys in their
/// order; an empty `Optional` becomes null, so that every key is always there; times are ISO 8601
/// in UTC.
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// One line.
    public static String line(@Nullable Object value) {
        return write(value, ObjectWriteContext.empty());
    }

    /// Indented, for people and for files in git.
    public static String text(@Nullable Object value) {
        var pretty =
                new ObjectWriteContext.Base() {
                    @Override
                    public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                        return new DefaultPrettyPrinter();
                    }

                    @Override
                    public boolean hasPrettyPrinter() {
                        return true;
                    }
                };
        return write(value, pretty) + "\n";
    }

    private static String write(@Nullable Object value, ObjectWriteContext context) {
        var text = new StringWriter();
        try (var out = FACTORY.createGenerator(context, text)) {
            write(out, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Optional<?> optional -> write(out, optional.orElse(null));
            case OptionalLong number -> write(out, number.isPresent() ? number.getAsLong() : null);
            case OptionalInt number -> write(out, number.isPresent() ? number.getAsInt() : null);
            case String text -> out.writeString(text);
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Duration duration -> out.writeNumber(duration.toMillis());
            case Instant instant -> out.writeString(instant.toString());
            case List<?> list -> {
                out.writeStartArray();
                list.forEach(item -> write(out, item));
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((key, item) -> {
                    out.writeName(String.valueOf(key));
                    write(out, item);
                });
                out.writeEndObject();
            }
            case Record record -> record(out, record);
            default -> out.writeString(value.toString());
        }
    }

    private static void record(JsonGenerator out, Record record) {
        out.writeStartObject();
        for (var component : record.getClass().getRecordComponents()) {
            out.writeName(component.getName());
            write(out, value(record, component));
        }
        out.writeEndObject();
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "a record that cannot be read: " + record.getClass(), e);
        }
    }
}
