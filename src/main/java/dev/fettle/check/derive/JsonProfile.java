package dev.fettle.check.derive;

import dev.fettle.check.JsonEvents;
import dev.fettle.check.JsonType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What stood at one place of JSON texts, and below it: all texts of a group laid upon each other.
final class JsonProfile {
    /// Beyond so many names an object is a table whose keys are data.
    private static final int MOST_NAMES = 100;

    private static final int FEW_NAMES = 12;

    private static final List<JsonType> SCALARS =
            List.of(
                    JsonType.DATE,
                    JsonType.TIMESTAMP,
                    JsonType.FILLED,
                    JsonType.TEXT,
                    JsonType.INTEGER,
                    JsonType.NUMBER,
                    JsonType.BOOLEAN);

    private final Map<String, JsonProfile> named = new LinkedHashMap<>();
    private final Set<JsonType> always = EnumSet.copyOf(SCALARS);
    private final Positives positives = new Positives();
    private final Breadth items = new Breadth();
    private Variety variety = new Variety();
    private Optional<JsonProfile> each = Optional.empty();
    private Optional<String> constant = Optional.empty();
    private boolean isConstant = true;
    private boolean tooManyNames;
    private long values;
    private long nulls;
    private long scalars;
    private long objects;
    private long lists;

    long values() {
        return values;
    }

    /// What all values here were; of keys that are data nothing is known.
    Variety variety() {
        return variety;
    }

    Breadth items() {
        return items;
    }

    boolean holdsSomething() {
        return scalars == 0 && nulls == 0 && objects + lists > 0 && (objects == 0 || lists == 0);
    }

    boolean isObject() {
        return objects > 0;
    }

    /// Whether the keys are data rather than names: many, and not the same each time.
    boolean isTable() {
        long fixed = named.values().stream().filter(child -> child.values == objects).count();
        return isObject() && (tooManyNames || named.size() > FEW_NAMES && fixed < named.size());
    }

    /// What each of a list or a table is, all of them laid upon each other.
    Optional<JsonProfile> each() {
        if (!isTable()) {
            return each;
        }
        var all = new JsonProfile();
        named.values().forEach(all::lay);
        each.ifPresent(all::lay);
        return Optional.of(all);
    }

    private void lay(JsonProfile other) {
        values += other.values;
        nulls += other.nulls;
        scalars += other.scalars;
        objects += other.objects;
        lists += other.lists;
        always.retainAll(other.always);
        positives.addAll(other.positives);
        items.add(other.items);
        variety = new Variety();
        isConstant = false;
        tooManyNames |= other.tooManyNames;
        other.named.forEach((name, child) -> named(name).lay(child));
        other.each.ifPresent(child -> anyOf().lay(child));
    }

    /// What is always there.
    Map<String, JsonProfile> always() {
        var fixed = new LinkedHashMap<String, JsonProfile>();
        named.forEach((name, child) -> {
            if (child.values == objects) {
                fixed.put(name, child);
            }
        });
        return fixed;
    }

    /// The narrowest type that all values here had; empty where they had several.
    Optional<JsonType> type() {
        if (scalars == 0 || objects + lists + nulls > 0) {
            return Optional.empty();
        }
        if (always.contains(JsonType.NUMBER) && positives.areAll()) {
            return Optional.of(JsonType.POSITIVE);
        }
        return SCALARS.stream().filter(always::contains).findFirst();
    }

    /// The text of a scalar that never was another.
    Optional<String> constant() {
        return isConstant && scalars == values ? constant : Optional.empty();
    }

    /// @param number of the text
    JsonEvents walk(int number) {
        return new Walk(this, number);
    }

    private JsonProfile named(String name) {
        if (named.size() >= MOST_NAMES && !named.containsKey(name)) {
            tooManyNames = true;
            return anyOf();
        }
        return named.computeIfAbsent(name, _ -> new JsonProfile());
    }

    private JsonProfile anyOf() {
        if (each.isEmpty()) {
            each = Optional.of(new JsonProfile());
        }
        return each.get();
    }

    private void add(JsonToken token, JsonParser parser, int number) {
        values++;
        switch (token) {
            case START_OBJECT -> objects++;
            case START_ARRAY -> lists++;
            case VALUE_NULL -> nulls++;
            default -> {
                scalars++;
                always.removeIf(type -> !type.fits(token, parser));
                if (token.isNumeric()) {
                    positives.add(parser.getString());
                }
                var text = parser.getString();
                variety.see(number, text);
                isConstant &= constant.isEmpty() || constant.get().equals(text);
                constant = Optional.of(text);
            }
        }
    }

    /// A list or an object that is open.
    private static final class Within {
        private final JsonProfile profile;
        private final boolean isList;
        private String name = "";
        private long count;

        private Within(JsonProfile profile, boolean isList) {
            this.profile = profile;
            this.isList = isList;
        }

        private JsonProfile next() {
            count++;
            return isList ? profile.anyOf() : profile.named(name);
        }
    }

    private static final class Walk implements JsonEvents {
        private final JsonProfile root;
        private final int number;
        private final Deque<Within> open = new ArrayDeque<>();

        private Walk(JsonProfile root, int number) {
            this.root = root;
            this.number = number;
        }

        @Override
        public void on(JsonToken token, JsonParser parser) {
            if (token == JsonToken.PROPERTY_NAME) {
                open.element().name = parser.currentName();
            } else if (token.isStructEnd()) {
                var left = open.pop();
                left.profile.items.add(left.count);
            } else {
                var profile = open.isEmpty() ? root : open.element().next();
                profile.add(token, parser, number);
                if (token.isStructStart()) {
                    open.push(new Within(profile, token == JsonToken.START_ARRAY));
                }
            }
        }
    }
}
