package dev.fettle.promise;

import dev.fettle.kit.SystemCall;
import dev.fettle.kit.TestHome;
import dev.fettle.kit.Traced;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A system call on Fettle's own files, or one by which Fettle starts a process: the n-th of its
/// kind on its file. Named by what it does and not by a running number, so that it is the same in
/// each try, in whichever order threads come.
///
/// @param own whether Fettle makes it itself, and not its shim
/// @param writes whether a full or a broken disk could refuse it
record Point(String call, int n, boolean own, boolean writes) {
    private static final Pattern HOME_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern RUN_ID = Pattern.compile("\\b[a-z0-9]{12}\\b");
    private static final Pattern TEMPORARY = Pattern.compile("\\.fettle-[0-9a-f]{16}\\.tmp");
    private static final Pattern CONNECTION =
            Pattern.compile("(openat|fchown) state/ID/fettle\\.db(-wal|-shm)?");
    private static final Pattern RANDOM = Pattern.compile("(trial|destination)-[0-9a-f]+");

    @Override
    public String toString() {
        return (own ? "" : "shim: ") + call + (n == 1 ? "" : " (" + n + ")");
    }

    /// Whether it is part of opening one more connection to the store. How many there are at once
    /// is a matter of how threads meet, and may be one less in every later try.
    boolean opensFurtherConnection() {
        return n > 1 && CONNECTION.matcher(call).matches();
    }

    boolean touches(String part) {
        return call.contains(part);
    }

    /// Names the points to which one traced process comes, and says what becomes of it there.
    static final class Counter implements Traced.Watch {
        private final Path place;
        private final Path elsewhere;
        private final Function<Point, Traced.Fate> fate;
        private final Map<String, Integer> count = new HashMap<>();
        private final List<Point> seen = new ArrayList<>();

        Counter(TestHome home, Function<Point, Traced.Fate> fate) {
            this.place = home.beside("");
            this.elsewhere = ThreeFiles.elsewhere(home);
            this.fate = fate;
        }

        /// In the order in which they came.
        List<Point> seen() {
            return List.copyOf(seen);
        }

        @Override
        public Traced.Fate before(SystemCall call, boolean own) {
            if (!concernsFettle(call)) {
                return new Traced.Fate.Granted();
            }
            var text = call.text(this::shown);
            var point = new Point(text, count.merge(text, 1, Integer::sum), own, call.writes());
            seen.add(point);
            return fate.apply(point);
        }

        /// Processes that are started before any file of a home was touched are the libraries' own.
        private boolean concernsFettle(SystemCall call) {
            if (call.startsProcess()) {
                return !seen.isEmpty();
            }
            return call.paths().stream().anyMatch(this::isFettles);
        }

        private boolean isFettles(String path) {
            return ((path + "/").startsWith(place + "/") && !path.startsWith(place + "/processes"))
                    || path.startsWith(elsewhere + "/");
        }

        private String shown(String path) {
            var near =
                    (path + "/").startsWith(place + "/")
                            ? place.relativize(Path.of(path)).toString()
                            : path;
            near = HOME_ID.matcher(near).replaceAll("ID");
            near = RANDOM.matcher(near).replaceAll("$1");
            near = near.isEmpty() ? "." : near.replace(elsewhere.toString(), "done");
            near = TEMPORARY.matcher(near).replaceAll(".tmp");
            return near.startsWith("/") ? near : RUN_ID.matcher(near).replaceAll("RUN");
        }
    }
}
