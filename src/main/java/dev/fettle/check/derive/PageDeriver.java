package dev.fettle.check.derive;

import dev.fettle.check.ElementCount;
import dev.fettle.check.HtmlText;
import dev.fettle.check.Reading;
import dev.fettle.check.Slip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// HTML pages: their title, how many elements of a name, and lines that are always there.
final class PageDeriver implements Deriver {
    private static final Set<Slip> SLIPS =
            EnumSet.of(Slip.ERRORS, Slip.PLACEHOLDERS, Slip.MOJIBAKE, Slip.TROUBLE);

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        var page = read(file, ElementCount.ofAll());
        return page.isHtml() && page.missing().isEmpty();
    }

    private static HtmlText read(Path file, ElementCount count) throws IOException {
        // All that matters here is ASCII, whatever the rest is encoded in.
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(Reading.open(file), StandardCharsets.ISO_8859_1))) {
            return HtmlText.read(reader, count::seen);
        }
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look) throws IOException {
        var elements = new Elements();
        Optional<LineForm> title = Optional.empty();
        for (var file : group.files()) {
            var count = ElementCount.ofAll();
            var form = LineForm.of(read(file, count).title());
            title = Optional.of(title.map(before -> before.with(form)).orElse(form));
            elements.add(count.counts());
        }
        var keys = new LinkedHashMap<String, Object>();
        var checks = new ArrayList<DerivedCheck>();
        if (look.enough()) {
            title.map(LineForm::uptoAnyWord)
                    .filter(LineForm::saysSomething)
                    .ifPresent(form ->
                            keys.put("title", "^" + form.expression() + (form.whole() ? "$" : "")));
            elements.put(keys);
            var landmarks = TextFacts.of(group.files()).map(TextFacts::landmarks).orElse(List.of());
            TextDeriver.beside(group, landmarks, SLIPS).ifPresent(checks::add);
        }
        checks.addFirst(DerivedCheck.of("html", keys, group.file(), elements.why()));
        return checks;
    }

    /// How many elements of each name there were in each of the files.
    static final class Elements {
        private static final int MOST_STATED = 5;

        private final Map<String, Breadth> counts = new LinkedHashMap<>();
        private boolean isFirst = true;

        void add(Map<String, Long> found) {
            if (isFirst) {
                found.keySet().forEach(name -> counts.put(name, new Breadth()));
                isFirst = false;
            }
            counts.keySet().retainAll(found.keySet());
            counts.forEach((name, breadth) -> breadth.add(found.getOrDefault(name, 0L)));
        }

        /// Those of which there were always several; what is there once is there by chance of the
        /// layout.
        private List<Map.Entry<String, Breadth>> several() {
            return counts.entrySet().stream()
                    .filter(each -> each.getValue().least() > 1)
                    .sorted((a, b) -> Long.compare(b.getValue().least(), a.getValue().least()))
                    .limit(MOST_STATED)
                    .toList();
        }

        void put(Map<String, Object> keys) {
            var stated = new LinkedHashMap<String, Object>();
            several().forEach(each -> stated.put(each.getKey(), each.getValue().bounds()));
            if (!stated.isEmpty()) {
                keys.put("elements", stated);
            }
        }

        String why() {
            return several().stream()
                    .findFirst()
                    .map(each -> "%s <%s>".formatted(each.getValue().shown(), each.getKey()))
                    .orElse("");
        }
    }
}
