package dev.fettle.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.notation.Mark;
import dev.fettle.notation.Problem;
import dev.fettle.notation.Source;
import dev.fettle.notation.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a wrong text: the column, what was found there, and what would be right.
class ScheduleErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    61 * * * *                 |  1 | "61" is no minute                                 | 0 to 59
                    0 24 * * *                 |  3 | "24" is no hour                                   | 0 to 23
                    0 2 0 * *                  |  5 | "0" is no day of the month                        | 1 to 31
                    0 2 1,32 * *               |  7 | "32" is no day of the month                       | 1 to 31
                    0 2 * 13 *                 |  7 | "13" is no month                                  | 1 to 12, or jan to dec
                    0 2 * * 8                  |  9 | "8" is no day of the week                         | 0 to 7, or sun to sat
                    0 2 * * 1-9                | 11 | "9" is no day of the week                         | 0 to 7
                    0 2 * * monday             |  9 | "monday" is no day of the week                    | did you mean "mon"?
                    0 2 * * fir                |  9 | "fir" is no day of the week                       | did you mean "fri"?
                    0 2 * september *          |  7 | "september" is no month                           | did you mean "sep"?
                    -5 * * * *                 |  1 | "" is no minute                                   | 0 to 59
                    1.5 * * * *                |  1 | "1.5" is no minute                                | 0 to 59
                    H * * * *                  |  1 | "H" is no minute                                  | 0 to 59
                    0 22-2 * * *               |  3 | "22-2" runs backwards                             | 22-23,0-2
                    0 2 * * sat-mon            |  9 | "sat-mon" runs backwards                          | 6,0-1
                    0 2 * * 7-1                |  9 | "7-1" runs backwards                              | right would be 0-1
                    5/15 * * * *               |  1 | a step needs a range                              | 5-59/15 or */15
                    */0 * * * *                |  3 | "0" is no step                                    | from 1 on
                    */x * * * *                |  3 | "x" is no step                                    | from 1 on
                    */90 * * * *               |  3 | no minute is 90 steps away                        | every 90m
                    0 */36 * * *               |  5 | no hour is 36 steps away                          | every 36h
                    0,,30 * * * *              |  3 | a comma with nothing beside it                    |
                    0 2 ? * *                  |  5 | "?" is another cron's                             | right would be *
                    0 2 * * ?                  |  9 | "?" is another cron's                             | right would be *
                    0 2 15W * *                |  5 | the nearest workday (W) is not known              | the day itself, 15, or in the day of the week mon#3
                    0 2 LW * *                 |  5 | the nearest workday (W) is not known              | the last day, L, or in the day of the week the last Friday, friL
                    0 2 L-31 * *               |  7 | "L-31" is no day before the last                  | L-1 to L-30
                    0 2 L-0 * *                |  7 | "L-0" is no day before the last                   | L-1 to L-30
                    0 2 * * L                  |  9 | "L" alone is a day of the month                   | 5L or friL
                    0 2 * * fri#6              | 13 | "6" is no week of the month                       | fri#1 to fri#5
                    0 2 * * fir#2              |  9 | "fir" is no day of the week                       | did you mean "fri"?
                    0 L * * *                  |  3 | "L" is no hour                                    | 0 to 23
                    0 2 30 2 *                 |  5 | never comes due                                   | a day up to 29
                    0 2 31 4,jun,sep,11 *      |  5 | never comes due                                   | a day up to 30
                    0 2 L-29 feb *             |  5 | never comes due                                   | a day up to 29
                    0 2 * *                    |  8 | 4 fields where cron has five                      | day of the week
                    0 0 2 * * *                | 11 | 6 fields where cron has five                      | every 15s
                    @dayly                     |  1 | "@dayly" stands for no schedule                   | did you mean "@daily"?
                    @often                     |  1 | "@often" stands for no schedule                   | @annually, @daily
                    @daily at 02:30            |  8 | "at" is too much                                  | @daily alone
                    @every 15m                 |  1 | "@every" is another cron's                        | every 15m
                    daily                      |  6 | the end of the text where "at" was expected       | daily at 02:30
                    daily 02:30                |  7 | "02:30" where "at" was expected                   | daily at 02:30
                    daily at                   |  9 | the time of day is missing                        | daily at 02:30
                    daily at 25:00             | 10 | "25:00" is no time of day                         | 00:00 to 23:59
                    daily at 24:00             | 10 | "24:00" is no time of day                         | 00:00 to 23:59
                    daily at 02:60             | 10 | "02:60" is no time of day                         | 00:00 to 23:59
                    daily at 2:30pm            | 10 | "2:30pm" is no time of day                        | 00:00 to 23:59
                    daily at 02:30 sharp       | 16 | "sharp" is too much                               | daily at 02:30
                    monday and friday at 08:00 |  8 | "and" where "at" was expected                     | monday at 08:00; several days are a list
                    monthly at 06:00           |  9 | "at" where "on" was expected                      | monthly on 1 at 06:00
                    monthly on 32 at 06:00     | 12 | "32" where a day of the month was expected        | 1 to 31, or last day
                    monthly on 1st at 06:00    | 12 | "1st" where a day of the month was expected       | 1 to 31, or last day
                    monthly on                 | 11 | the end of the text where a day                   | 1 to 31, or last day
                    monthly on last at 06:00   | 17 | "at" where "day" was expected                     | monthly on last day at 06:00
                    at noon                    |  4 | "noon" where "boot" was expected                  | at boot
                    at boot twice              |  9 | "twice" is too much                               | at boot
                    every                      |  6 | the period is missing                             | every 15m
                    every 15                   |  7 | "15" is no period                                 | a number and a unit
                    every 15 minutes           |  7 | "15 minutes" is no period                         | every 15m
                    every 3 months             |  7 | "3 months" is no period                           | monthly on 1 at 06:00
                    every 500ms                |  7 | "500ms" is no period                              | a number and a unit
                    every 0s                   |  7 | "0s" is too short                                 | 1s or more
                    every day at 02:30         |  7 | "day at 02:30" is no period                       | daily at 02:30
                    every hour                 |  7 | "hour" is no period                               | every 1h
                    every friday               |  7 | "friday" is no period                             | friday at 08:00
                    dayly at 02:30             |  1 | "dayly at 02:30" is no schedule                   | did you mean "daily"?
                    evry 15m                   |  1 | "evry 15m" is no schedule                         | did you mean "every"?
                    mondays at 08:00           |  1 | "mondays at 08:00" is no schedule                 | did you mean "monday"?
                    hourly                     |  1 | "hourly" is no schedule                           | did you mean "@hourly"?
                    15m                        |  1 | "15m" is no schedule                              | did you mean "every 15m"?
                    02:30                      |  1 | "02:30" is no schedule                            | did you mean "daily at 02:30"?
                    sometimes                  |  1 | "sometimes" is no schedule                        | five fields of cron: 30 2 * * *
                    now and then it is due     |  1 | is no schedule                                    | five fields of cron: 30 2 * * *
                    *                          |  1 | "*" is no schedule                                | five fields of cron: 30 2 * * *
                    ''                         |  1 | there is no schedule in it                        | five fields of cron: 30 2 * * *
                    '  '                       |  1 | there is no schedule in it                        | five fields of cron: 30 2 * * *
                    """)
    void a_wrong_text_is_told_with_its_column_and_what_would_be_right(
            String text, int column, String found, String right) {
        var problems = problems(text);

        assertThat(problems).hasSize(1);
        var problem = problems.getFirst();
        assertThat(problem.mark()).isEqualTo(new Mark(1, column));
        assertThat(problem.found()).contains(found);
        assertThat(problem.right()).contains(right == null ? "" : right);
    }

    @Test
    void all_that_is_wrong_in_all_texts_is_told_at_once() {
        var problems = problems("61 24 * * *", "@daily", "daily at 25:00");

        assertThat(problems.stream().map(Problem::found))
                .containsExactly(
                        "\"61\" is no minute", "\"24\" is no hour", "\"25:00\" is no time of day");
    }

    @Test
    void the_column_counts_from_where_the_text_stands_and_in_characters_as_they_are_seen() {
        var line = "😀: 0 99 * * *";
        var source = Source.of("job/README.md", line);
        var text = new ScheduleText(source, new Mark(1, 4), line.substring(4));

        assertThat(problems(List.of(text)).getFirst().text())
                .isEqualTo(
                        "job/README.md:1:6: \"99\" is no hour; right would be 0 to 23\n    "
                                + line
                                + "\n         ^");
        assertThat(problems("0 2 * * 😀,8").getFirst().mark()).isEqualTo(new Mark(1, 9));
        assertThat(problems("0 2 * 😀 8").getLast().mark()).isEqualTo(new Mark(1, 9));
    }

    @Test
    void a_text_without_an_end_is_told() {
        assertThat(problems("0,".repeat(501) + "0 2 * * *").getFirst().headline())
                .startsWith("test:1:1001: the schedule goes on for more than 1000 characters");
    }

    @Test
    void a_line_break_is_told_where_it_stands() {
        assertThat(problems("daily\nat 02:30").getFirst().headline())
                .startsWith("test:1:6: there is a line break in the schedule");
    }

    private static List<Problem> problems(String... texts) {
        return problems(
                List.of(texts).stream()
                        .map(text -> new ScheduleText(Source.of("test", text), Mark.START, text))
                        .toList());
    }

    private static List<Problem> problems(List<ScheduleText> texts) {
        try {
            throw new AssertionError("read as " + Schedule.read(texts));
        } catch (UserError e) {
            return e.problems();
        }
    }
}
