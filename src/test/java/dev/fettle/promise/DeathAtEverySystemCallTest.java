package dev.fettle.promise;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fettle.kit.SystemCall;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.Traced;
import dev.fettle.promise.Enumeration.Story;
import dev.fettle.verb.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promises 1 and 2, attacked where the real program meets the kernel: at each system call that
/// changes a file, a row or a process it is killed, or the call is refused, and the next Fettle
/// must find that all is old or all is new, that the history is true, that what was asked for is
/// done, and done once. One run, undo and redo of three files ([ThreeFiles]).
class DeathAtEverySystemCallTest {
    private static final int ENOSPC = 28;
    private static final int EIO = 5;

    @TempDir private Path place;

    @BeforeEach
    void the_system_calls_of_this_machine_are_known() {
        assumeThat(SystemCall.isKnownHere())
                .as("system calls are known by their numbers on x86-64 alone")
                .isTrue();
    }

    @Test
    void killed_while_it_publishes() throws Exception {
        assertThat(killed(new Run(), Run::publishing)).hasSizeGreaterThan(60);
    }

    @Test
    void killed_while_it_undoes() throws Exception {
        assertThat(killed(new Undo(), UnaryOperator.identity())).hasSizeGreaterThan(40);
    }

    @Test
    void killed_while_an_input_goes_to_another_mount_and_comes_back() throws Exception {
        assertThat(killed(new Elsewhere(new Run()), Elsewhere::ofTheInput)).hasSizeGreaterThan(6);
        assertThat(killed(new Elsewhere(new Undo()), Elsewhere::ofTheInput)).hasSizeGreaterThan(6);
    }

    @Test
    void the_disk_is_full_at_a_write_of_publishing() throws Exception {
        assertThat(refused(ENOSPC, new Run(), Run::publishing)).hasSizeGreaterThan(50);
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void killed_from_request_to_record() throws Exception {
        assertThat(killed(new Run(), UnaryOperator.identity())).hasSizeGreaterThan(140);
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void killed_as_a_daemon_from_its_start_to_its_end() throws Exception {
        assertThat(killed(new Daemon(), UnaryOperator.identity())).hasSizeGreaterThan(140);
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void killed_while_it_undoes_and_asked_again() throws Exception {
        assertThat(killed(new Undo().askedAgain(), UnaryOperator.identity()))
                .hasSizeGreaterThan(40);
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void killed_while_it_redoes() throws Exception {
        assertThat(killed(new Redo(), UnaryOperator.identity())).hasSizeGreaterThan(40);
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void killed_while_it_redoes_and_asked_again() throws Exception {
        assertThat(killed(new Redo().askedAgain(), UnaryOperator.identity()))
                .hasSizeGreaterThan(40);
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void the_disk_is_full_at_any_write() throws Exception {
        assertThat(refused(ENOSPC, new Run(), UnaryOperator.identity())).hasSizeGreaterThan(100);
        assertThat(refused(ENOSPC, new Undo(), UnaryOperator.identity())).hasSizeGreaterThan(40);
        assertThat(refused(ENOSPC, new Redo(), UnaryOperator.identity())).hasSizeGreaterThan(40);
    }

    @Test
    @Tag("long")
    @Tag("long-crash")
    void the_disk_is_broken_at_any_write() throws Exception {
        assertThat(refused(EIO, new Run(), UnaryOperator.identity())).hasSizeGreaterThan(100);
        assertThat(refused(EIO, new Undo(), UnaryOperator.identity())).hasSizeGreaterThan(40);
        assertThat(refused(EIO, new Redo(), UnaryOperator.identity())).hasSizeGreaterThan(40);
    }

    private List<Point> killed(Story story, UnaryOperator<List<Point>> window) throws Exception {
        return new Enumeration(place, story, Traced.DEATH).over(window);
    }

    /// The shim's writes are another test's (`ShimTest`).
    private List<Point> refused(int error, Story story, UnaryOperator<List<Point>> window)
            throws Exception {
        return new Enumeration(place, story, new Traced.Fate.Refused(error))
                .over(points ->
                        window.apply(points).stream()
                                .filter(point -> point.own() && point.writes())
                                .toList());
    }

    private static final class Run implements Story {
        /// From the first byte that is brought to the disk to what is made true by the record.
        static List<Point> publishing(List<Point> points) {
            var calls = points.stream().map(Point::call).toList();
            int from = calls.indexOf("fsync state/ID/staging/RUN/out/a");
            int to = calls.indexOf("mkdir done");
            assertThat(from).isPositive().isLessThan(to);
            return points.subList(from, to);
        }

        @Override
        public String[] lay(TestHome home) throws Exception {
            ThreeFiles.lay(home);
            return new String[] {"run", "job"};
        }

        @Override
        public String toString() {
            return "run";
        }

        @Override
        public void check(TestHome home, List<Point> passed, int code) throws Exception {
            if (code == Enumeration.KILLED) {
                ThreeFiles.in(home).holdsAfterRun(ThreeFiles.wasAsked(passed));
            } else {
                ThreeFiles.in(home).holdsAfterRefusal(code);
            }
        }
    }

    /// The same run by a daemon, which finds the input when it starts, and is ended afterwards.
    private static final class Daemon implements Story {
        @Override
        public String[] lay(TestHome home) throws Exception {
            ThreeFiles.lay(home);
            return new String[] {"up"};
        }

        @Override
        public void during(TestHome home, Traced verb) throws Exception {
            until(() -> verb.isOver() || ThreeFiles.in(home).isDone());
            home.letGo();
            if (!verb.isOver()) { // it may meet its death at this very moment: then there is none
                ProcessHandle.of(verb.pid()).ifPresent(ProcessHandle::destroy);
            }
        }

        @Override
        public String toString() {
            return "up";
        }

        @Override
        public void check(TestHome home, List<Point> passed, int code) throws Exception {
            ThreeFiles.in(home).holdsAfterRun(ThreeFiles.wasAsked(passed));
        }
    }

    /// The same with inputs that are moved to another mount, where that is more than a rename.
    private record Elsewhere(Story story) implements Story {
        /// From the first call on its folders to what follows the last.
        static List<Point> ofTheInput(List<Point> points) {
            var touching =
                    points.stream().filter(p -> p.touches("done") || p.touches("inbox")).toList();
            int from = points.indexOf(touching.getFirst());
            int to = points.indexOf(touching.getLast());
            return points.subList(from, Math.min(to + 3, points.size()));
        }

        @Override
        public String[] lay(TestHome home) throws Exception {
            ThreeFiles.in(home).moveElsewhere();
            return story.lay(home);
        }

        @Override
        public void check(TestHome home, List<Point> passed, int code) throws Exception {
            story.check(home, passed, code);
        }

        @Override
        public void clear(TestHome home) throws IOException {
            ThreeFiles.in(home).clearElsewhere();
        }
    }

    private abstract static class Turn implements Story {
        private final boolean undoing;
        private boolean askedAgain;

        Turn(boolean undoing) {
            this.undoing = undoing;
        }

        Turn askedAgain() {
            askedAgain = true;
            return this;
        }

        @Override
        public String[] lay(TestHome home) throws Exception {
            var files = ThreeFiles.lay(home);
            RunView run = files.published();
            if (!undoing) {
                files.undo();
            }
            return new String[] {"undo", run.id()};
        }

        @Override
        public String toString() {
            return (undoing ? "undo" : "redo") + (askedAgain ? ", asked again" : "");
        }

        @Override
        public void check(TestHome home, List<Point> passed, int code) throws Exception {
            var files = ThreeFiles.in(home);
            if (askedAgain) {
                files.holdsAfterTurnAskedAgain(undoing);
            } else {
                files.holdsAfterTurn(undoing);
            }
        }
    }

    private static final class Undo extends Turn {
        Undo() {
            super(true);
        }
    }

    private static final class Redo extends Turn {
        Redo() {
            super(false);
        }
    }
}
