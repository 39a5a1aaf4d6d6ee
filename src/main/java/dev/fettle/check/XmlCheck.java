package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// `xml`, `xml: {root: feed, elements: {entry: {min: 1}}}`: each file is well-formed XML.
record XmlCheck(Optional<String> root, Map<String, Bounds> elements, Repeated repeated)
        implements FileCheck {
    static final XmlCheck PLAIN = new XmlCheck(Optional.empty(), Map.of(), Repeated.ANYHOW);

    @Override
    public String name() {
        return "xml";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        var count = new ElementCount(elements);
        boolean counted = !elements.isEmpty();
        var watch = repeated.watch();
        var late = (BooleanSupplier) evidence.occasion()::isLate;
        var text =
                XmlText.read(
                        file,
                        late,
                        counted ? count::seen : _ -> {},
                        repeated.isOpen() ? XmlText.Values.UNWANTED : watch::see);
        return switch (text) {
            case XmlText.WellFormed(var name) -> judge(name, count, watch);
            case XmlText.Broken(var code, var why) ->
                    new Judgement.Bad(code, "well-formed XML", why);
            case XmlText.Unread(var code, var why) -> new Judgement.Unmade(code, why);
        };
    }

    private Judgement judge(String name, ElementCount count, Repeated.Watch watch) {
        return root.isEmpty() || root.get().equals(name)
                ? count.missed().or(watch::fault).orElse(Judgement.GOOD)
                : new Judgement.Bad(
                        "root",
                        "<%s> around all".formatted(root.get()),
                        "<%s> stands there".formatted(Wording.visible(name)));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "xml";
        }

        @Override
        public String says() {
            return "each file is well-formed XML";
        }

        @Override
        public Shape options() {
            var keys = new ArrayList<Key>();
            keys.add(Key.of("root", Shape.filled("name"), "the element that stands around all"));
            keys.add(ElementCount.key());
            keys.addAll(Repeated.keys("^[^<>\\s]+$", "element, or element/@attribute"));
            return new Shape.Keys(keys, 0, keys.size());
        }

        @Override
        public Check parse(Options options) {
            return new XmlCheck(
                    options.text("root"), ElementCount.parse(options), Repeated.parse(options));
        }
    }
}
