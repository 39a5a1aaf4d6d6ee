package dev.fettle.check.derive;

import dev.fettle.check.Asked;
import dev.fettle.check.Reading;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// PDFs: how many pages, and lines of text that are always there.
final class PdfDeriver implements Deriver {
    private static final Pattern PAGES = Pattern.compile("(?m)^Pages:\\s+([0-9]+)$");

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        return new String(Reading.head(file, 5), StandardCharsets.ISO_8859_1).equals("%PDF-");
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look)
            throws IOException, InterruptedException {
        var keys = new LinkedHashMap<String, Object>();
        var pages = new Breadth();
        if (look.enough() && isThere("pdfinfo", look)) {
            for (var file : group.files()) {
                pages(file, look).ifPresent(pages::add);
            }
        }
        if (!pages.isEmpty()) {
            keys.put("pages", pages.bounds());
        }
        if (look.enough() && isThere("pdftotext", look)) {
            var texts = new ArrayList<String>();
            for (var file : group.files()) {
                texts.add(Asked.about(file, look.surroundings(), "pdftotext", "{}", "-").output());
            }
            var facts = TextFacts.of(texts);
            var stated = new ArrayList<String>();
            facts.beginning().ifPresent(stated::add);
            stated.addAll(facts.landmarks());
            if (!stated.isEmpty()) {
                keys.put("text", stated);
            }
        }
        var why = pages.isEmpty() ? "" : pages.shown() + " pages";
        return List.of(DerivedCheck.of("pdf", keys, group.file(), why));
    }

    private static boolean isThere(String program, Look look) {
        return Programs.find(program, look.surroundings().path()).isPresent();
    }

    private static OptionalLong pages(Path file, Look look)
            throws IOException, InterruptedException {
        var found = PAGES.matcher(Asked.about(file, look.surroundings(), "pdfinfo", "{}").output());
        return found.find()
                ? OptionalLong.of(Long.parseLong(found.group(1)))
                : OptionalLong.empty();
    }
}
