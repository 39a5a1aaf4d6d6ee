package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.Traced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/// Lets a verb of the real program meet its fate at each of its points, one try for each.
///
/// The points are those of a try to which nothing happens, and whatever else the tries come to. A
/// try that does not come to its point is made again; if it never does, that is a failure, but for
/// one more connection to the store than any later try needed, which is written down: no point is
/// passed over in silence.
final class Enumeration {
    /// A verb's exit code where it was killed.
    static final int KILLED = 137;

    private static final Path COUNTS = Path.of("target/points.txt");

    /// Some come by how threads happen to meet.
    private static final int TRIES = 16;

    private static final int AT_ONCE = 2;
    private static final int MOST_FAILURES_TOLD = 6;

    private final Path place;
    private final Story story;
    private final Traced.Fate fate;

    /// @param place an empty folder
    Enumeration(Path place, Story story, Traced.Fate fate) {
        this.place = place;
        this.story = story;
        this.fate = fate;
    }

    /// What is told of each try.
    interface Story {
        /// @return the verb and its arguments
        String[] lay(TestHome home) throws Exception;

        /// What goes on while the verb works.
        default void during(TestHome home, Traced verb) throws Exception {}

        /// Takes away what lies outside of the home's place.
        default void clear(TestHome home) throws Exception {}

        /// @param passed the points that it came to; where it was killed, the last is where
        /// @param code with which the verb ended, [#KILLED] where it was killed
        void check(TestHome home, List<Point> passed, int code) throws Exception;
    }

    /// @param passed the points that it came to, up to its fate: what comes after a refusal comes
    ///   by it
    /// @param came whether the fate did
    private record Try(List<Point> passed, boolean came) {}

    /// @param window which of the points are tried, of those of a try that nothing happens to
    /// @return those that were tried, and all of them held
    List<Point> over(UnaryOperator<List<Point>> window) throws Exception {
        var undisturbed = attempt(Optional.empty()).passed();
        var points = new LinkedHashSet<>(window.apply(undisturbed));
        assertThat(points).as("points to be tried").isNotEmpty();
        var tried = new LinkedHashSet<Point>();
        var missed = new LinkedHashSet<Point>();
        var failures = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var left = left(points, tried); !left.isEmpty(); left = left(points, tried)) {
                var tries = new LinkedHashMap<Point, Future<Optional<List<Point>>>>();
                for (var point : left) {
                    Callable<Optional<List<Point>>> one = () -> untilItComes(point);
                    tries.put(point, threads.submit(one));
                }
                for (var one : tries.entrySet()) {
                    try {
                        var passed = one.getValue().get();
                        if (passed.isEmpty()) {
                            missed.add(one.getKey());
                        }
                        passed.stream()
                                .flatMap(List::stream)
                                .filter(p -> !undisturbed.contains(p))
                                .forEach(points::add);
                    } catch (ExecutionException e) {
                        failures.add(String.valueOf(e.getCause()));
                    }
                }
                tried.addAll(left);
            }
        }
        assertThat(failures.stream().limit(MOST_FAILURES_TOLD))
                .as("%d of %d tries failed", failures.size(), tried.size())
                .isEmpty();
        assertThat(missed)
                .as("points that did not come in %d tries", TRIES)
                .allMatch(Point::opensFurtherConnection);
        tried.removeAll(missed);
        writeDown(tried.size(), missed);
        return List.copyOf(tried);
    }

    /// For those who keep the counts: `docs/promises.md`.
    private void writeDown(int points, Set<Point> missed) throws IOException {
        var line =
                "%s, %s: %d points, did not come again: %s%n"
                        .formatted(story, fate, points, missed);
        Files.writeString(COUNTS, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<Point> left(Set<Point> points, Set<Point> tried) {
        return points.stream().filter(p -> !tried.contains(p)).toList();
    }

    /// @return what that try passed; empty where none came to the point
    private Optional<List<Point>> untilItComes(Point point) {
        try {
            for (int n = 1; n <= TRIES; n++) {
                var attempt = attempt(Optional.of(point));
                if (attempt.came()) {
                    return Optional.of(attempt.passed());
                }
            }
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("at " + point + ": " + e, e);
        }
    }

    private Try attempt(Optional<Point> at) throws Exception {
        var folder = Files.createTempDirectory(place, "try");
        try (var home = TestHome.in(folder)) {
            var verb = story.lay(home);
            home.letGo();
            var counter =
                    new Point.Counter(
                            home, point -> at.equals(Optional.of(point)) ? fate : Traced.GRANTED);
            int code;
            try (var process = FettleProcess.traced(home, counter, verb)) {
                story.during(home, process);
                code = process.awaitEnd();
            }
            boolean came = at.isPresent() && counter.seen().contains(at.get());
            // Whoever was to be killed was, and nobody else.
            assertThat(code == KILLED)
                    .as("killed")
                    .isEqualTo(came && fate instanceof Traced.Fate.Death);
            if (came || at.isEmpty()) {
                story.check(home, counter.seen(), code);
            }
            story.clear(home);
            var seen = counter.seen();
            return new Try(came ? seen.subList(0, seen.indexOf(at.get())) : seen, came);
        }
    }
}
