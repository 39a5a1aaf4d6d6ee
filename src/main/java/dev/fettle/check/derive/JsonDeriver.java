package dev.fettle.check.derive;

import dev.fettle.check.JsonText;
import dev.fettle.check.Reading;
import dev.fettle.check.Slip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// JSON: what stands where, of which type, how many a list holds, and words that never change.
final class JsonDeriver implements Deriver {
    private static final int HEAD = 64;
    private static final Set<Slip> SLIPS =
            EnumSet.of(Slip.ERRORS, Slip.PLACEHOLDERS, Slip.MOJIBAKE, Slip.TROUBLE);

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        var head = new String(Reading.head(file, HEAD), StandardCharsets.UTF_8).strip();
        if (!head.startsWith("{") && !head.startsWith("[")) {
            return false;
        }
        try {
            JsonText.read(file, Map.of(), (_, _) -> {});
            return true;
        } catch (JsonText.NotJson | JsonText.TooLong e) {
            return false;
        }
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look) throws IOException {
        var profile = new JsonProfile();
        try {
            int number = 0;
            for (var file : group.files()) {
                JsonText.read(file, Map.of(), profile.walk(number++));
            }
        } catch (JsonText.NotJson | JsonText.TooLong e) {
            throw new IllegalStateException("it was JSON a moment ago", e);
        }
        var checks = new ArrayList<DerivedCheck>();
        var keys = new LinkedHashMap<String, Object>();
        var why = "";
        if (look.enough()) {
            var stated = new JsonStatement(profile, group.files().size());
            put(keys, "path", stated.constants());
            put(keys, "types", stated.types());
            put(keys, "items", stated.items());
            Variety.put(keys, stated.varieties(), group.files().size());
            why = stated.why();
        }
        checks.add(DerivedCheck.of("json", keys, group.file(), why));
        if (look.enough()) {
            TextDeriver.beside(group, List.of(), SLIPS).ifPresent(checks::add);
        }
        return checks;
    }

    private static void put(Map<String, Object> keys, String key, Map<String, Object> entries) {
        if (!entries.isEmpty()) {
            keys.put(key, entries);
        }
    }
}
