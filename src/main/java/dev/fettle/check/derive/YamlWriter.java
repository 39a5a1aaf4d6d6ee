package dev.fettle.check.derive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes keys as a person would: on one line where that can be read, else a line a key.
final class YamlWriter {
    private static final int LONGEST_LINE = 100;

    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z/][A-Za-z0-9/._-]*( [A-Za-z0-9/._%-]+)*");

    private static final Pattern NUMBER_WITH_UNIT =
            Pattern.compile("[0-9]+(\\.[0-9]+)? [A-Za-z%]+");

    private static final Set<String> MEANS_ANOTHER_THING =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlWriter() {}

    /// `name: value`, as an item of a list whose dash stands before it.
    static String item(String name, Object value) {
        return pair(name, value, "      ");
    }

    private static String pair(String key, Object value, String indent) {
        var flow = text(key) + ": " + flow(value);
        if (flow.length() + indent.length() <= LONGEST_LINE || !isLong(value)) {
            return flow;
        }
        return text(key) + ":\n" + block(value, indent);
    }

    private static boolean isLong(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>;
    }

    private static String block(Object value, String indent) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e ->
                                    indent
                                            + pair(
                                                    e.getKey().toString(),
                                                    e.getValue(),
                                                    indent + "  "))
                            .collect(Collectors.joining("\n"));
            case List<?> list ->
                    list.stream()
                            .map(each -> indent + "- " + flow(each))
                            .collect(Collectors.joining("\n"));
            default -> indent + flow(value);
        };
    }

    private static String flow(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e -> text(e.getKey().toString()) + ": " + flow(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream().map(YamlWriter::flow).collect(Collectors.joining(", ", "[", "]"));
            case Long number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> text(value.toString());
        };
    }

    /// Quoted, unless it can only be read as itself, in lists and keys on one line too.
    static String text(String text) {
        boolean plain =
                (PLAIN.matcher(text).matches() || NUMBER_WITH_UNIT.matcher(text).matches())
                        && !MEANS_ANOTHER_THING.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
