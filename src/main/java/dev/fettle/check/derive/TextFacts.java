package dev.fettle.check.derive;

import dev.fettle.check.FirstWords;
import dev.fettle.check.Reading;
import dev.fettle.check.Slip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What texts of one group have in common. One text at a time is in memory.
final class TextFacts {
    /// Larger texts are not searched by checks either.
    private static final long LARGEST = 4 << 20;

    private static final int MOST_LINES_KEPT = 5000;
    private static final int MOST_WORDS_KEPT = 50_000;
    private static final int LONGEST_LANDMARK = 120;
    private static final int LETTERS_OF_A_LANDMARK = 4;
    private static final int MOST_LANDMARKS = 4;
    private static final int ENOUGH_BEGINNINGS = 10;

    /// So many lines make a rule for each line.
    private static final int ENOUGH_LINES = 200;

    private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");

    private final Charset encoding;
    private final Breadth lines = new Breadth();
    private final Breadth firstWords = new Breadth();
    private final Set<Slip> clean = EnumSet.allOf(Slip.class);
    private final Map<String, Landmark> landmarks = new LinkedHashMap<>();
    private final Map<String, Integer> filesWithWord = new HashMap<>();
    private Optional<LineForm> first = Optional.empty();
    private Optional<LineForm> last = Optional.empty();
    private Optional<LineForm> front = Optional.empty();
    private Optional<LineForm> back = Optional.empty();
    private final Set<String> ends = new HashSet<>();
    private boolean endsLine = true;
    private boolean beginsOnce = true;
    private long linesSeen;
    private long wordsSeen;
    private int files;

    private TextFacts(Charset encoding) {
        this.encoding = encoding;
    }

    /// Of texts that a program took out of files.
    static TextFacts of(Iterable<String> texts) {
        var facts = new TextFacts(StandardCharsets.UTF_8);
        texts.forEach(facts::add);
        return facts;
    }

    /// Empty where one of them is no text, or too large to be searched.
    static Optional<TextFacts> of(List<Path> files) throws IOException {
        for (var file : files) {
            if (Files.size(file) > LARGEST) {
                return Optional.empty();
            }
        }
        var facts = of(files, StandardCharsets.UTF_8);
        return facts.isPresent() ? facts : of(files, StandardCharsets.ISO_8859_1);
    }

    private static Optional<TextFacts> of(List<Path> files, Charset encoding) throws IOException {
        try {
            var facts = new TextFacts(encoding);
            for (var file : files) {
                facts.add(text(file, encoding));
            }
            return Optional.of(facts);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// @throws CharacterCodingException where it is no text of this encoding
    private static String text(Path file, Charset encoding) throws IOException {
        try (var in = Reading.open(file)) {
            var text = encoding.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
            if (text.chars().anyMatch(TextFacts::isNoText)) {
                throw new CharacterCodingException();
            }
            return text;
        }
    }

    /// NULs in any encoding, and what Latin-1 has no letters for.
    private static boolean isNoText(int sign) {
        return sign == 0 || sign >= 0x80 && sign < 0xa0;
    }

    private void add(String text) {
        var all = text.lines().toList();
        lines.add(all.size());
        firstWords.add(FirstWords.of(text, MOST_LINES_KEPT));
        endsLine &= text.endsWith("\n");
        clean.removeIf(slip -> slip.pattern().matcher(text).find());
        var filled = all.stream().filter(line -> !line.isBlank()).toList();
        if (!filled.isEmpty()) {
            first = folded(first, LineForm.of(filled.getFirst()));
            last = folded(last, LineForm.of(filled.getLast()));
            ends.add(filled.getFirst());
            ends.add(filled.getLast());
        }
        addLandmarks(filled);
        beginsOnce &= begins(filled) == 1;
        addLines(all);
        addWords(text);
        files++;
    }

    private static Optional<LineForm> folded(Optional<LineForm> before, LineForm form) {
        return Optional.of(before.map(f -> f.with(form)).orElse(form));
    }

    /// How many lines are like the first one.
    private static long begins(List<String> filled) {
        return filled.stream()
                .map(line -> LineForm.of(line).key())
                .filter(LineForm.of(filled.isEmpty() ? "" : filled.getFirst()).key()::equals)
                .count();
    }

    private void addLandmarks(List<String> filled) {
        var here = new LinkedHashMap<String, Landmark>();
        for (var line : filled.subList(0, Math.min(filled.size(), MOST_LINES_KEPT))) {
            if (line.length() <= LONGEST_LANDMARK) {
                var form = LineForm.of(line);
                here.computeIfAbsent(form.key(), _ -> new Landmark(form)).see(form);
            }
        }
        if (files == 0) {
            landmarks.putAll(here);
        }
        landmarks.keySet().retainAll(here.keySet());
        landmarks.forEach((key, landmark) -> landmark.add(here.getOrDefault(key, landmark)));
    }

    /// A line that was in each text so far.
    private static final class Landmark {
        /// What is so frequent is not there by chance.
        private static final int OFTEN = 5;

        private static final Comparator<Landmark> TELLING_FIRST =
                Comparator.comparing(
                                (Landmark each) -> !each.form.hasLetters(LETTERS_OF_A_LANDMARK))
                        .thenComparingInt(each -> -each.expression().length());

        private final Breadth times = new Breadth();
        private LineForm form;
        private long here;
        private boolean isFilledHere;
        private boolean isFilled = true;

        private Landmark(LineForm form) {
            this.form = form;
        }

        private void see(LineForm line) {
            here++;
            isFilledHere |= line.hasNumbers() && !line.hasZero();
        }

        private void add(Landmark other) {
            form = form.with(other.form);
            times.add(other.here);
            isFilled &= other.isFilledHere;
        }

        private boolean isOften() {
            return times.least() >= OFTEN;
        }

        /// Signs and numbers alone are a rule where they are frequent: times, coordinates.
        private boolean saysSomething() {
            return form.hasLetters(LETTERS_OF_A_LANDMARK)
                    || isOften() && isFilled && form.saysSomething();
        }

        /// Where many lines are alike, one of them at least has more than zeros in it.
        private String expression() {
            return isOften() && isFilled ? form.filledExpression() : form.tellingExpression();
        }

        /// One of many that only happened to be in each is there sometimes once, sometimes twice.
        private boolean isNoChance(boolean linesAreAlike) {
            return times.isConstant() || !linesAreAlike && isOften();
        }
    }

    /// The first and the last line of a text are often of their own kind.
    private void addLines(List<String> all) {
        for (int i = 1; i < all.size() - 1; i++) {
            var form = LineForm.of(all.get(i));
            front = folded(front, form);
            back = folded(back, form.reversed());
            linesSeen++;
        }
    }

    private void addWords(String text) {
        var here = new HashSet<String>();
        for (var found = WORD.matcher(text); found.find() && here.size() < MOST_WORDS_KEPT; ) {
            here.add(found.group());
        }
        wordsSeen += here.size();
        if (filesWithWord.size() < MOST_WORDS_KEPT) {
            here.forEach(word -> filesWithWord.merge(word, 1, Integer::sum));
        }
    }

    Breadth lines() {
        return lines;
    }

    /// Half of the fewest different words with which lines begin, where there are several.
    Optional<Long> beginnings() {
        return firstWords.least() >= ENOUGH_BEGINNINGS
                ? Optional.of(firstWords.half())
                : Optional.empty();
    }

    Optional<String> encoding() {
        return encoding.equals(StandardCharsets.UTF_8) ? Optional.empty() : Optional.of("latin1");
    }

    /// Those of which nothing was ever there. A word of trouble counts where hardly any other word
    /// is new either.
    List<String> clean(Set<Slip> asked) {
        return clean.stream()
                .filter(asked::contains)
                .filter(slip -> slip != Slip.TROUBLE || hasNoNewWords())
                .map(Slip::word)
                .toList();
    }

    private boolean hasNoNewWords() {
        long alone = filesWithWord.values().stream().filter(count -> count == 1).count();
        return files > 1 && wordsSeen > 0 && alone * 50 < wordsSeen;
    }

    /// What it is like where it begins a second time: written behind the old one.
    Optional<String> secondBeginning() {
        return first.filter(form -> beginsOnce && form.uptoAnyWord().whole())
                .filter(form -> form.hasLetters(LETTERS_OF_A_LANDMARK))
                .map(form -> "\\n" + form.expression() + "$");
    }

    Optional<String> beginning() {
        return first.map(LineForm::uptoAnyWord)
                .filter(LineForm::saysSomething)
                .map(form -> "\\A\\s*" + form.tellingExpression() + (form.whole() ? "$" : ""));
    }

    /// How it always ends: with its last line, with a line break at least.
    Optional<String> end() {
        var line = wholeLast().map(form -> "^" + form.tellingExpression());
        if (line.isEmpty() && !endsLine) {
            return Optional.empty();
        }
        return Optional.of(line.orElse("") + (endsLine ? "\\R" : "") + "\\s*\\z");
    }

    private Optional<LineForm> wholeLast() {
        return last.filter(form -> form.uptoAnyWord().whole() && form.saysSomething());
    }

    /// Lines that are in each of them, beside the first and the last.
    List<String> landmarks() {
        var known = new ArrayList<String>();
        first.map(LineForm::tellingExpression).ifPresent(known::add);
        last.map(LineForm::tellingExpression).ifPresent(known::add);
        boolean linesAreAlike = !everyLine().isEmpty();
        return landmarks.values().stream()
                .filter(landmark -> landmark.isNoChance(linesAreAlike))
                .filter(Landmark::saysSomething)
                .sorted(Landmark.TELLING_FIRST)
                .map(Landmark::expression)
                .filter(expression -> !known.contains(expression))
                .limit(MOST_LANDMARKS)
                .map(expression -> "^" + expression + "$")
                .toList();
    }

    /// How each line begins, and how each ends, where there were enough of them.
    List<String> everyLine() {
        var expressions = new ArrayList<String>();
        if (linesSeen < ENOUGH_LINES) {
            return expressions;
        }
        front.map(LineForm::withoutLooseEnd)
                .filter(LineForm::saysSomething)
                .ifPresent(form -> expressions.add(orOther("^" + form.expression())));
        back.map(LineForm::withoutLooseEnd)
                .filter(LineForm::saysSomething)
                .map(LineForm::reversed)
                .ifPresent(form -> expressions.add(orOther(form.expression() + "$")));
        return expressions;
    }

    /// The first and the last line as they are, where they are of their own kind.
    private String orOther(String expression) {
        var pattern = Pattern.compile(expression);
        if (ends.stream().allMatch(line -> pattern.matcher(line).find())) {
            return expression;
        }
        var all = new StringBuilder(expression);
        first.map(LineForm::uptoAnyWord)
                .filter(LineForm::saysSomething)
                .ifPresent(form -> all.append("|^").append(form.expression()));
        wholeLast().ifPresent(form -> all.append("|^").append(form.expression()));
        return all.toString();
    }
}
