package dev.fettle.check.archive;

import dev.fettle.platform.PathBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a pax header says of the member that follows: `30 mtime=1764321720.123456789` and the like.
///
/// @param values whose characters are bytes
record TarAttributes(Map<String, String> values) {
    static final TarAttributes NONE = new TarAttributes(Map.of());

    private static final String SPARSE = "GNU.sparse.";

    /// As the later form writes it; the earlier one names each number by itself.
    private static final String MAP = SPARSE + "map";

    static TarAttributes of(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var values = new HashMap<String, String>();
        for (int from = 0; from < text.length(); ) {
            int blank = text.indexOf(' ', from);
            var length = blank < 0 ? OptionalLong.empty() : whole(text.substring(from, blank));
            long end = from + length.orElse(0);
            int equals = text.indexOf('=', from);
            if (end > text.length() || equals < blank || equals >= end) {
                break;
            }
            var name = text.substring(blank + 1, equals);
            var value = text.substring(equals + 1, (int) end - 1);
            if (name.equals(SPARSE + "offset") || name.equals(SPARSE + "numbytes")) {
                values.merge(MAP, value, (before, more) -> before + "," + more);
            } else {
                values.put(name, value);
            }
            from = (int) end;
        }
        return new TarAttributes(Map.copyOf(values));
    }

    OptionalLong size() {
        return number("size");
    }

    /// Without its fraction.
    OptionalLong modified() {
        return number("mtime");
    }

    Optional<Path> name() {
        return Optional.ofNullable(values.getOrDefault(SPARSE + "name", values.get("path")))
                .map(text -> PathBytes.path(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    boolean isSparse() {
        return values.keySet().stream().anyMatch(name -> name.startsWith(SPARSE));
    }

    OptionalLong sparseSize() {
        var found = number(SPARSE + "realsize");
        return found.isPresent() ? found : number(SPARSE + "size");
    }

    /// Whether the map stands at the beginning of the content.
    boolean hasMapInContent() {
        return "1".equals(values.get(SPARSE + "major"));
    }

    /// The map, where it stands here.
    Optional<Placing.Map> map() {
        return Optional.ofNullable(values.get(MAP))
                .map(text -> {
                    var map = new Placing.Map();
                    for (var number : text.split(",", -1)) {
                        map.add(whole(number).orElse(0));
                    }
                    return map;
                });
    }

    private OptionalLong number(String name) {
        var text = values.getOrDefault(name, "");
        int point = text.indexOf('.');
        return whole(point < 0 ? text : text.substring(0, point));
    }

    private static OptionalLong whole(String text) {
        return text.matches("-?[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
