package dev.fettle.check.derive;

import dev.fettle.check.ElementCount;
import dev.fettle.check.Reading;
import dev.fettle.check.Slip;
import dev.fettle.check.XmlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// XML: the element around all, and how many elements of a name.
final class XmlDeriver implements Deriver {
    private static final int HEAD = 256;
    private static final Set<Slip> SLIPS =
            EnumSet.of(Slip.ERRORS, Slip.PLACEHOLDERS, Slip.MOJIBAKE, Slip.TROUBLE);

    @Override
    public boolean knows(Path file, Look look) throws IOException, InterruptedException {
        var head = new String(Reading.head(file, HEAD), StandardCharsets.UTF_8);
        return head.indexOf('<') >= 0
                && XmlText.read(file, look.late(), _ -> {}) instanceof XmlText.WellFormed;
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look)
            throws IOException, InterruptedException {
        var roots = new LinkedHashSet<String>();
        var elements = new PageDeriver.Elements();
        var values = new Values();
        for (var file : group.files()) {
            var count = ElementCount.ofAll();
            values.number++;
            if (XmlText.read(file, look.late(), count::seen, values)
                    instanceof XmlText.WellFormed(var root)) {
                roots.add(root);
                elements.add(count.counts());
            }
        }
        var keys = new LinkedHashMap<String, Object>();
        var checks = new ArrayList<DerivedCheck>();
        if (roots.size() == 1) {
            keys.put("root", roots.getFirst());
        }
        if (look.enough()) {
            elements.put(keys);
            Variety.put(keys, values.places, group.files().size());
            TextDeriver.beside(group, List.of(), SLIPS).ifPresent(checks::add);
        }
        checks.addFirst(DerivedCheck.of("xml", keys, group.file(), elements.why()));
        return checks;
    }

    /// What stands in elements and attributes.
    private static final class Values implements XmlText.Values {
        private static final int MOST_PLACES = 20;

        private final Map<String, Variety> places = new LinkedHashMap<>();
        private int number;

        @Override
        public void see(String place, String value) {
            if (places.size() < MOST_PLACES || places.containsKey(place)) {
                places.computeIfAbsent(place, _ -> new Variety()).see(number, value);
            }
        }
    }
}
