package dev.fettle.check;

import dev.fettle.notation.Wording;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What a JSON text must look like: what stands at some places, and how many a list or an object
/// holds. In a place `*` stands for each of a list or an object. What has a place must be there
/// wherever that which holds it is.
record JsonForm(Map<String, List<JsonType>> types, Map<String, Bounds> items, Repeated repeated) {
    static final JsonForm ANY = new JsonForm(Map.of(), Map.of(), Repeated.ANYHOW);

    JsonForm {
        // In the order in which they are written, so that what is told first is not left to chance.
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }

    boolean isOpen() {
        return types.isEmpty() && items.isEmpty() && repeated.isOpen();
    }

    Walk walk() {
        var root = new Place();
        types.forEach((pointer, each) -> root.at(pointer).types = each);
        items.forEach((pointer, each) -> root.at(pointer).items = each);
        repeated.places().forEach(pointer -> root.at(pointer).repeated = Optional.of(pointer));
        return new Walk(root, repeated.watch());
    }

    private static final class Place {
        private final Map<String, Place> named = new LinkedHashMap<>();
        private List<JsonType> types = List.of();
        private Bounds items = Bounds.OPEN;

        /// Its name, where all values here are seen together.
        private Optional<String> repeated = Optional.empty();

        private Place at(String pointer) {
            var place = this;
            for (var step : Arrays.asList(pointer.split("/", -1)).subList(1, steps(pointer))) {
                var name = step.replace("~1", "/").replace("~0", "~");
                place = place.named.computeIfAbsent(name, _ -> new Place());
            }
            return place;
        }

        private static int steps(String pointer) {
            return pointer.split("/", -1).length;
        }

        private Optional<Place> below(String name) {
            return Optional.ofNullable(named.get(name))
                    .or(() -> Optional.ofNullable(named.get("*")));
        }

        private boolean holds() {
            return !named.isEmpty() || !items.isOpen();
        }
    }

    /// A list or an object that is open.
    private static final class Within {
        private final Optional<Place> place;
        private final String pointer;
        private final boolean isList;
        private final Set<String> seen = new HashSet<>();
        private String name = "";
        private long count;

        private Within(Optional<Place> place, String pointer, boolean isList) {
            this.place = place;
            this.pointer = pointer;
            this.isList = isList;
        }

        /// The next value in it.
        private Optional<Place> next() {
            var which = isList ? Long.toString(count) : name;
            count++;
            if (place.isPresent() && place.get().named.containsKey(which)) {
                seen.add(which);
            }
            return place.flatMap(p -> p.below(which));
        }
    }

    /// Goes along with a reader, up to the first fault.
    static final class Walk implements JsonEvents {
        private final Place root;
        private final Repeated.Watch watch;
        private final Deque<Within> open = new ArrayDeque<>();
        private Optional<Judgement> fault = Optional.empty();

        private Walk(Place root, Repeated.Watch watch) {
            this.root = root;
            this.watch = watch;
        }

        /// Once it has come to the end.
        Optional<Judgement> fault() {
            return fault.or(watch::fault);
        }

        @Override
        public void on(JsonToken token, JsonParser parser) {
            if (fault.isPresent()) {
                return;
            }
            if (token == JsonToken.PROPERTY_NAME) {
                open.element().name = parser.currentName();
            } else if (token.isStructEnd()) {
                leave(open.pop());
            } else {
                arrive(token, parser);
            }
        }

        private void arrive(JsonToken token, JsonParser parser) {
            var place = open.isEmpty() ? Optional.of(root) : open.element().next();
            place.ifPresent(it -> fault = misfit(it, token, parser));
            if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                place.flatMap(it -> it.repeated)
                        .ifPresent(name -> watch.see(name, parser.getString()));
            }
            if (token.isStructStart()) {
                var pointer = place.isPresent() ? JsonEvents.pointer(token, parser) : "";
                open.push(new Within(place, pointer, token == JsonToken.START_ARRAY));
            }
        }

        private static Optional<Judgement> misfit(Place place, JsonToken token, JsonParser parser) {
            if (place.types.stream().anyMatch(type -> type.fits(token, parser))
                    || place.types.isEmpty() && (!place.holds() || token.isStructStart())) {
                return Optional.empty();
            }
            var wanted =
                    place.types.isEmpty()
                            ? "a list or an object"
                            : place.types.stream()
                                    .map(JsonType::word)
                                    .collect(Collectors.joining(" or "));
            var pointer = JsonEvents.pointer(token, parser);
            return Optional.of(
                    new Judgement.Bad(
                            "types",
                            "%s at %s".formatted(wanted, pointer),
                            "%s at %s".formatted(shown(token, parser), Wording.visible(pointer))));
        }

        private static String shown(JsonToken token, JsonParser parser) {
            return switch (token) {
                case START_OBJECT -> "an object";
                case START_ARRAY -> "a list";
                case VALUE_STRING -> Wording.quoted(parser.getString());
                default -> parser.getString();
            };
        }

        private void leave(Within left) {
            if (left.place.isEmpty()) {
                return;
            }
            var place = left.place.get();
            var missing =
                    place.named.keySet().stream()
                            .filter(name -> !name.equals("*") && !left.seen.contains(name))
                            .findFirst();
            if (missing.isPresent()) {
                var pointer = left.pointer + "/" + missing.get();
                fault =
                        Optional.of(
                                new Judgement.Bad(
                                        "types", "a value at " + pointer, "nothing at " + pointer));
                return;
            }
            fault =
                    place.items
                            .missedBy(left.count, n -> Wording.count(n, "item"))
                            .map(expected ->
                                    new Judgement.Bad(
                                            "items",
                                            "%s at %s".formatted(expected, left.pointer),
                                            "%s at %s"
                                                    .formatted(
                                                            Wording.count(left.count, "item"),
                                                            left.pointer)));
        }
    }
}
