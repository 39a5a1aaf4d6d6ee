package dev.fettle.check.derive;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A check as it would stand below `check:`.
///
/// @param value what stands behind its name: a text, a number, keys; empty for a bare name
/// @param why what was seen, in a few words
public record DerivedCheck(String name, Optional<Object> value, String why) {

    static DerivedCheck bare(String name, String why) {
        return new DerivedCheck(name, Optional.empty(), why);
    }

    /// With keys, the file among them; a bare name where there are none.
    static DerivedCheck of(
            String name, Map<String, Object> keys, Optional<String> file, String why) {
        var all = new LinkedHashMap<>(keys);
        file.ifPresent(f -> all.put("file", f));
        return new DerivedCheck(
                name,
                all.isEmpty() ? Optional.empty() : Optional.of(Collections.unmodifiableMap(all)),
                why);
    }

    /// The keys of which one can do without; what is left must still say something.
    List<String> keys() {
        return value.orElse("") instanceof Map<?, ?> map
                ? map.keySet().stream()
                        .map(Object::toString)
                        .filter(key ->
                                !key.equals("file")
                                        && map.size() > (map.containsKey("file") ? 2 : 1))
                        .toList()
                : List.of();
    }

    DerivedCheck without(String key) {
        var fewer = new LinkedHashMap<String, Object>();
        if (value.orElse("") instanceof Map<?, ?> map) {
            map.forEach((k, v) -> {
                if (!k.equals(key)) {
                    fewer.put(k.toString(), v);
                }
            });
        }
        return new DerivedCheck(name, Optional.of(fewer), why);
    }

    /// As an item of a list, its first line without the dash.
    public String yaml() {
        return value.map(v -> YamlWriter.item(name, v)).orElse(name);
    }
}
