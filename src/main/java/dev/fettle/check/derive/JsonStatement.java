package dev.fettle.check.derive;

import dev.fettle.check.JsonType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is stated of a [JsonProfile], by place; not more than a person reads.
final class JsonStatement {
    private static final int DEEPEST = 6;
    private static final int MOST_TYPES = 40;
    private static final int MOST_CONSTANTS = 6;
    private static final int LONGEST_CONSTANT = 60;

    /// A yes or no that was the same ten times proves little, unless it says how it went.
    private static final Pattern VERDICT =
            Pattern.compile(
                    "(?i).*/(ok|success|succeeded|successful|complete|completed|error|failed)");

    /// A version, a date or a size in a text may change though nothing is wrong.
    private static final Pattern WORDS = Pattern.compile("[\\p{L} ._/-]*\\p{L}[\\p{L} ._/-]*");

    private final int texts;
    private final Map<String, Object> types = new LinkedHashMap<>();
    private final Map<String, Object> items = new LinkedHashMap<>();
    private final Map<String, Variety> varieties = new LinkedHashMap<>();
    private final Map<String, Object> constants = new LinkedHashMap<>();
    private final List<String> why = new ArrayList<>();

    /// @param texts how many were laid upon each other
    JsonStatement(JsonProfile root, int texts) {
        this.texts = texts;
        state("", root, 0);
    }

    Map<String, Object> types() {
        return types;
    }

    Map<String, Object> items() {
        return items;
    }

    /// Of what stands there many times.
    Map<String, Variety> varieties() {
        return varieties;
    }

    Map<String, Object> constants() {
        return constants;
    }

    String why() {
        return String.join(", ", why);
    }

    private void state(String place, JsonProfile profile, int depth) {
        if (depth > DEEPEST || types.size() >= MOST_TYPES) {
            return;
        }
        var constant = word(place, profile);
        if (constant.isPresent()) {
            constants.put(place, constant.get());
        } else {
            profile.type().ifPresent(type -> types.put(place, type.word()));
        }
        if (place.contains("*") && !profile.isObject()) {
            varieties.put(place, profile.variety());
        }
        if (!profile.holdsSomething()) {
            return;
        }
        boolean counted = !profile.isObject() || profile.isTable();
        if (counted) {
            items.put(place, profile.items().bounds());
            why.add("%s: %s".formatted(place.isEmpty() ? "all" : place, profile.items().shown()));
            profile.each().ifPresent(each -> state(place + "/*", each, depth + 1));
        } else if (profile.always().isEmpty()) {
            types.put(place, "object");
        } else {
            profile.always()
                    .forEach((name, child) -> state(place + "/" + escaped(name), child, depth + 1));
        }
    }

    private Optional<String> word(String place, JsonProfile profile) {
        boolean proves =
                !profile.type().equals(Optional.of(JsonType.BOOLEAN))
                        || VERDICT.matcher(place).matches();
        boolean once = profile.values() == texts && !place.contains("*") && proves;
        return profile.constant()
                .filter(text ->
                        once
                                && constants.size() < MOST_CONSTANTS
                                && text.length() <= LONGEST_CONSTANT
                                && WORDS.matcher(text).matches()
                                && LineForm.of(text).isFixed());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
