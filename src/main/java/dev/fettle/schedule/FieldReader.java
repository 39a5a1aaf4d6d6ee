package dev.fettle.schedule;

import dev.fettle.notation.Problem;
import dev.fettle.notation.Suggestion;
import dev.fettle.notation.Wording;
import dev.fettle.schedule.ScheduleText.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Reads one field of cron, item by item: `*`, `5`, `1-5`, `*/15`, `mon-fri`, and lists of them.
class FieldReader {
    private static final int MOST_DIGITS = 4;

    private final ScheduleText text;
    private final Word word;
    private final Field field;
    private final List<Problem> problems;
    private long values;

    FieldReader(ScheduleText text, Word word, Field field, List<Problem> problems) {
        this.text = text;
        this.word = word;
        this.field = field;
        this.problems = problems;
    }

    /// The values as bits. The first item that is wrong is added to the problems, and ends it.
    long read() {
        int before = problems.size();
        for (var item : items()) {
            if (item.text().isEmpty()) {
                wrong(item, "there is a comma with nothing beside it", "");
            } else if (item.is("?")) {
                wrong(item, "\"?\" is another cron's", "right would be *");
            } else {
                readItem(item);
            }
            if (problems.size() > before) {
                break;
            }
        }
        return values;
    }

    /// What a field of days may hold beyond this is read by [DayFieldReader].
    void readItem(Word item) {
        int slash = item.text().indexOf('/');
        var base = slash < 0 ? item : part(item, 0, slash);
        var range = range(base);
        if (range.isEmpty()) {
            return;
        }
        int from = range.getFirst();
        int to = range.getLast();
        int step = 1;
        if (slash >= 0) {
            step = step(part(item, slash + 1, item.text().length()), base, to - from + 1);
            if (step == 0) {
                return;
            }
        }
        for (int value = from; value <= to; value += step) {
            values |= 1L << (value > field.last() ? field.lowest() : value);
        }
    }

    /// First and last; empty where something is wrong.
    private List<Integer> range(Word base) {
        if (base.is("*")) {
            return List.of(field.lowest(), field.last());
        }
        int dash = base.text().indexOf('-');
        if (dash < 0) {
            var value = value(base);
            return value.isEmpty() ? List.of() : List.of(value.getAsInt());
        }
        var from = value(part(base, 0, dash));
        if (from.isEmpty()) {
            return List.of();
        }
        var end = part(base, dash + 1, base.text().length());
        var to = value(end);
        if (to.isEmpty()) {
            return List.of();
        }
        int first = from.getAsInt();
        int last = end.is("sun") && first > 0 ? field.highest() : to.getAsInt(); // as in fri-sun
        if (first > last) {
            wrong(
                    base,
                    Wording.quoted(base.text()) + " runs backwards",
                    "right would be " + around(first, last));
            return List.of();
        }
        return List.of(first, last);
    }

    /// `22-2` in other words: `22-23,0-2`.
    private String around(int from, int to) {
        var begin = through(field.lowest(), to);
        return from > field.last() ? begin : through(from, field.last()) + "," + begin;
    }

    private static String through(int from, int to) {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }

    /// 0 where it is wrong.
    private int step(Word step, Word base, int span) {
        var number = number(step.text());
        if (number.isEmpty() || number.getAsInt() == 0) {
            wrong(
                    step,
                    Wording.quoted(step.text()) + " is no step",
                    "right would be a number from 1 on");
            return 0;
        }
        if (!base.is("*") && base.text().indexOf('-') < 0) {
            wrong(
                    base,
                    "a step needs a range to step through",
                    "right would be %s-%d/%s or */%s"
                            .formatted(base.text(), field.last(), step.text(), step.text()));
            return 0;
        }
        if (base.is("*") && number.getAsInt() > span) {
            wrong(
                    step,
                    "no %s is %d steps away from another"
                            .formatted(field.noun(), number.getAsInt()),
                    beyond(number.getAsInt()));
            return 0;
        }
        return number.getAsInt();
    }

    private String beyond(int step) {
        return switch (field) {
            case MINUTE -> "right would be every " + step + "m";
            case HOUR -> "right would be every " + step + "h";
            case DAY_OF_MONTH, DAY_OF_WEEK -> "right would be every " + step + "d";
            case MONTH -> "right would be 12 at most";
        };
    }

    OptionalInt value(Word item) {
        var number = number(item.text());
        if (number.isPresent()
                && number.getAsInt() >= field.lowest()
                && number.getAsInt() <= field.highest()) {
            return number;
        }
        var named = field.named(item.text());
        if (named.isEmpty()) {
            wrong(
                    item,
                    "%s is no %s".formatted(Wording.quoted(item.text()), field.noun()),
                    nearest(item));
        }
        return named;
    }

    private String nearest(Word item) {
        var begun =
                field.names().stream().filter(name -> item.lower().startsWith(name)).findFirst();
        return begun.or(() -> Suggestion.near(item.text(), field.names()))
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("right would be " + field.range());
    }

    static OptionalInt number(String text) {
        boolean isOne =
                !text.isEmpty()
                        && text.length() <= MOST_DIGITS
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isOne ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private List<Word> items() {
        var items = new ArrayList<Word>();
        int from = 0;
        while (true) {
            int comma = word.text().indexOf(',', from);
            items.add(part(word, from, comma < 0 ? word.text().length() : comma));
            if (comma < 0) {
                return items;
            }
            from = comma + 1;
        }
    }

    static Word part(Word word, int from, int to) {
        return new Word(word.text().substring(from, to), word.index() + from);
    }

    void wrong(Word place, String found, String right) {
        problems.add(text.problem(place.index(), found, right));
    }
}
