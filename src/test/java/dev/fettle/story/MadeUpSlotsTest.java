package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.history.RunId;
import dev.fettle.history.Slot;
import dev.fettle.history.SlotState;
import dev.fettle.history.Slots;
import dev.fettle.history.Timetable;
import dev.fettle.history.Turn;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.notation.UserError;
import dev.fettle.run.Cancellation;
import dev.fettle.run.Progress;
import dev.fettle.verb.RunVerb;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fettle run NAME --due T`: a slot that was skipped or missed gets its run after all.
class MadeUpSlotsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final RunId BEFORE = RunId.random();

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private final LocalDate today = LocalDate.now(BERLIN);

    /// Skipped from 20 to 11 days ago, then one that ran, then one that was missed; not decided
    /// since.
    @BeforeEach
    void a_home_with_a_past() throws IOException {
        home = TestHome.in(place);
        home.automation("job", "schedule: daily at 04:30\ntimezone: Europe/Berlin\nrun: ./go.sh")
                .script("job", "echo $FETTLE_DUE >> ../../due");
        home.automation("hand", "run: ./go.sh").script("hand", ":");
        home.workshop()
                .store()
                .write(sql -> {
                    var by =
                            Slots.begin(
                                    sql,
                                    new Timetable(
                                            0,
                                            "job",
                                            List.of("daily at 04:30"),
                                            BERLIN,
                                            due(30),
                                            due(30),
                                            ""));
                    var rows =
                            List.of(
                                    without(by, 20, 11, SlotState.SKIPPED, "paused"),
                                    without(by, 9, 9, SlotState.MISSED, "too old"),
                                    Slot.pending(
                                            "job",
                                            due(8),
                                            by.seq(),
                                            BEFORE,
                                            Turn.NOW,
                                            Optional.empty(),
                                            due(8)));
                    Slots.write(sql, List.of(), rows, by.upTo(due(8)));
                    return true;
                });
    }

    @Test
    void one_out_of_many_that_stand_in_one_row_is_run_and_reads_caught_up() throws Exception {
        var ended = FettleProcess.call(home, "run", "job", "--due", day(15) + " 04:30", "--json");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.json())
                .containsEntry("due", due(15).toString())
                .containsEntry("trigger", "hand");
        assertThat(lines(home.beside("due"))).containsExactly(due(15).toString());
        assertThat(rows().reversed().subList(0, 3))
                .extracting(Slot::count, Slot::due, Slot::last)
                .containsExactly(
                        Tuple.tuple(5L, due(20), due(16)),
                        Tuple.tuple(1L, due(15), due(15)),
                        Tuple.tuple(4L, due(14), due(11)));
        var made = rows().reversed().get(1);
        assertThat(made.state()).contains(SlotState.CAUGHT_UP);
        assertThat(made.reason()).contains("made up for by hand; it was skipped: paused");
        assertThat(made.run()).contains(new RunId(String.valueOf(ended.json().get("id"))));
    }

    @Test
    void the_first_the_last_and_one_alone_in_every_way_of_writing_it() throws Exception {
        makeUp(day(20) + "T04:30");
        makeUp(due(11).toString());
        makeUp("Sat " + day(9) + " 04:30 " + BERLIN.getRules().getOffset(due(9)));

        assertThat(lines(home.beside("due")))
                .containsExactly(due(20).toString(), due(11).toString(), due(9).toString());
        assertThat(rows())
                .filteredOn(s -> s.state().equals(Optional.of(SlotState.CAUGHT_UP)))
                .hasSize(3);
        assertThat(rows().stream().mapToLong(Slot::count).sum()).isEqualTo(12);
    }

    @Test
    void with_a_daemon_it_does_the_same_and_the_daemon_starts_no_second_run() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            until(() -> !lines(home.beside("due")).isEmpty()); // the newest is caught up with
            var ended = FettleProcess.call(home, "run", "job", "--due", day(9) + " 04:30");
            assertThat(ended.code()).as(ended.err()).isZero();
        }

        assertThat(lines(home.beside("due"))).endsWith(due(9).toString()).doesNotHaveDuplicates();
    }

    @Test
    void whatever_is_no_slot_to_make_up_for_is_refused_with_what_would_be_right() throws Exception {
        refused(
                day(15) + " 04:31",
                "is no slot of job; the nearest are ",
                day(15) + " 04:30",
                day(14) + " 04:30");
        refused(
                day(-3) + " 04:30",
                "has not come yet; the nearest that can be made up for: ",
                day(9) + " 04:30");
        refused(
                day(5) + " 04:30",
                "is not decided yet (`fettle up` decides it); ",
                day(9) + " 04:30");
        refused(day(25) + " 04:30", "nothing is known of ", day(20) + " 04:30");
        refused(day(8) + " 04:30", "waits for its run", day(9) + " 04:30");
        makeUp(day(9) + " 04:30");
        refused(day(9) + " 04:30", "had its run (caught-up: ", day(11) + " 04:30");
        refused("yesterday", "is no time; right would be \"2026-11-28 02:30\"");
        assertThatThrownBy(() -> run("hand", day(9) + " 04:30"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("hand has no schedule");
        assertThat(FettleProcess.call(home, "run", "job", "--due", "2001-02-03 04:05").code())
                .isEqualTo(2);
        assertThat(lines(home.beside("due"))).hasSize(1);
    }

    // --- the past

    private Instant due(int daysAgo) {
        return day(daysAgo).atTime(4, 30).atZone(BERLIN).toInstant();
    }

    private LocalDate day(int daysAgo) {
        return today.minusDays(daysAgo);
    }

    private Slot without(Timetable by, int from, int to, SlotState state, String why) {
        return Slot.without("job", due(from), due(to), from - to + 1L, by.seq(), state, why);
    }

    private List<Slot> rows() throws IOException {
        return new Slots(home.workshop().store())
                .between("job", Instant.EPOCH, Instant.now(), 1000);
    }

    // --- making up

    private void makeUp(String time) throws Exception {
        assertThat(run("job", time).outcome()).contains("succeeded");
    }

    private RunView run(String automation, String time) throws Exception {
        var question =
                new RunVerb.Question(automation, List.of(), false, false, false, Optional.of(time));
        return new RunVerb(home.workshop())
                .answer(question, Progress.SILENT, new Cancellation())
                .runs()
                .getFirst();
    }

    private void refused(String time, String... words) {
        assertThatThrownBy(() -> run("job", time))
                .isInstanceOf(UserError.class)
                .message()
                .contains(words);
    }
}
