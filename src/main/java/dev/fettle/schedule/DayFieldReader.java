package dev.fettle.schedule;

import dev.fettle.notation.Problem;
import dev.fettle.notation.Wording;
import dev.fettle.schedule.ScheduleText.Word;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the fields of days, which know more than the others: `L` and `L-3` count from the end of
/// the month, `5L` is its last Friday, `fri#2` its second one.
final class DayFieldReader extends FieldReader {
    private static final Pattern BEFORE_LAST = Pattern.compile("(?i)L(-.*)?");
    private static final Pattern NEAREST_WORKDAY = Pattern.compile("(?i)(.*)W");
    private static final int LONGEST_MONTH = 31;
    private static final int WEEK = 7;
    private static final int MOST_WEEKS = 5;

    private final Field field;
    private long beforeLast;
    private long last;
    private long numbered;

    DayFieldReader(ScheduleText text, Word word, Field field, List<Problem> problems) {
        super(text, word, field, problems);
        this.field = field;
    }

    /// Days counted back from the last of the month, as bits.
    long beforeLast() {
        return beforeLast;
    }

    /// The last such days of the week in the month, as bits.
    long last() {
        return last;
    }

    /// Such days of the week by their number in the month, as in [Days].
    long numbered() {
        return numbered;
    }

    @Override
    void readItem(Word item) {
        if (field == Field.DAY_OF_MONTH) {
            readDayOfMonth(item);
        } else {
            readDayOfWeek(item);
        }
    }

    private void readDayOfMonth(Word item) {
        var workday = NEAREST_WORKDAY.matcher(item.text());
        if (workday.matches()) {
            wrong(
                    item,
                    Wording.quoted(item.text()) + ": the nearest workday (W) is not known here",
                    instead(workday.group(1)));
        } else if (BEFORE_LAST.matcher(item.text()).matches()) {
            readBeforeLast(item);
        } else {
            super.readItem(item);
        }
    }

    /// What comes close to a nearest workday.
    private static String instead(String day) {
        var number = number(day);
        if (number.isPresent() && number.getAsInt() >= 1 && number.getAsInt() <= LONGEST_MONTH) {
            int week = (number.getAsInt() - 1) / WEEK + 1;
            return "right would be the day itself, %d, or in the day of the week mon#%d"
                    .formatted(number.getAsInt(), week);
        }
        return "right would be the last day, L, or in the day of the week the last Friday, friL";
    }

    private void readBeforeLast(Word item) {
        if (item.text().length() == 1) {
            beforeLast |= 1;
            return;
        }
        var back = number(item.text().substring(2));
        if (back.isEmpty() || back.getAsInt() < 1 || back.getAsInt() >= LONGEST_MONTH) {
            wrong(
                    part(item, 2, item.text().length()),
                    Wording.quoted(item.text()) + " is no day before the last",
                    "right would be L-1 to L-30");
            return;
        }
        beforeLast |= 1L << back.getAsInt();
    }

    private void readDayOfWeek(Word item) {
        int hash = item.text().indexOf('#');
        if (hash >= 0) {
            readNumbered(item, hash);
        } else if (item.is("L")) {
            wrong(
                    item,
                    "\"L\" alone is a day of the month",
                    "right would be a last day of the week: 5L or friL");
        } else if (item.lower().endsWith("l")) {
            value(part(item, 0, item.text().length() - 1))
                    .ifPresent(day -> last |= 1L << (day % WEEK));
        } else {
            super.readItem(item);
        }
    }

    private void readNumbered(Word item, int hash) {
        var day = value(part(item, 0, hash));
        if (day.isEmpty()) {
            return;
        }
        var number = part(item, hash + 1, item.text().length());
        var week = number(number.text());
        if (week.isEmpty() || week.getAsInt() < 1 || week.getAsInt() > MOST_WEEKS) {
            var name = item.lower().substring(0, hash);
            wrong(
                    number,
                    Wording.quoted(number.text()) + " is no week of the month",
                    "right would be %s#1 to %s#5".formatted(name, name));
            return;
        }
        numbered |= 1L << (WEEK * (week.getAsInt() - 1) + day.getAsInt() % WEEK);
    }
}
