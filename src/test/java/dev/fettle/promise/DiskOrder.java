package dev.fettle.promise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A disk as a power cut leaves it, in the worst case: bytes that were not synced are lost; a name
/// that was not synced with its folder is there or is not, whichever is worse. It is told the
/// system calls of a real run, in their order, and says what a power cut between two of them would
/// break.
final class DiskOrder {
    private static final String WAL = "state/ID/fettle.db-wal";
    private static final String DATABASE = "state/ID/fettle.db";
    private static final String VERSIONS = "state/ID/versions/";
    private static final String STAGING = "state/ID/staging";
    private static final String OUTPUT = STAGING + "/RUN/out/";
    private static final Set<String> FOLDERS =
            Set.of("site", "done", "state", "state/ID", "state/ID/versions");

    /// Made by the program, whose own calls nobody sees.
    private static final Set<String> OF_THE_PROGRAM = Set.of("/a", "/b", "/sub", "/sub/c");

    private static final Set<String> OF_THE_STORE = Set.of(WAL, DATABASE, DATABASE + "-shm");

    /// Files with bytes that would be lost.
    private final Set<String> lost = new HashSet<>();

    /// Names that may be there or not.
    private final Set<String> unsure = new TreeSet<>();

    private final Set<String> made = new HashSet<>();
    private final Set<String> synced = new HashSet<>();
    private final Set<String> secondNames = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<String> rules = new TreeSet<>();
    private boolean promised;

    /// @return what would be broken; empty where the order holds
    List<String> broken() {
        return List.copyOf(broken);
    }

    /// Which of the rules there was occasion to hold.
    Set<String> rules() {
        return Set.copyOf(rules);
    }

    void all(List<Point> points) {
        for (var point : points) {
            var words = point.call().split(" ", 2);
            var paths = words.length == 1 ? new String[0] : words[1].split(" > ");
            call(point, words[0], paths);
        }
    }

    private void call(Point point, String name, String... paths) {
        switch (name) {
            case "write", "pwrite64", "writev", "ftruncate", "fallocate", "sendfile" -> {
                if (paths[0].equals(WAL)) {
                    commits(point);
                }
                lost.add(paths[0]);
            }
            case "fsync", "fdatasync" -> synced(paths[0]);
            case "rename", "renameat2" -> {
                actsOnWhatIsCommitted(point);
                moved(point, paths[0], paths[1]);
            }
            case "link", "linkat" -> {
                actsOnWhatIsCommitted(point);
                named(point, paths[0], paths[1]);
                if (!paths[0].contains("trial")) {
                    secondNames.add(paths[0]);
                }
            }
            case "mkdir" -> {
                actsOnWhatIsCommitted(point);
                inDestination(point, paths[0]);
                if (made.add(paths[0]) || !synced.contains(parent(paths[0]))) {
                    unsure.add(paths[0]); // else it is there: whoever makes it only makes sure
                }
                if (paths[0].equals(STAGING + "/RUN.new/out")) {
                    OF_THE_PROGRAM.forEach(made -> unsure.add(paths[0] + made));
                }
            }
            case "unlink", "rmdir" -> {
                if (paths[0].equals(WAL)) {
                    rule(point, "the database holds what its log did", !lost.contains(DATABASE));
                } else if (!OF_THE_STORE.contains(paths[0])) {
                    actsOnWhatIsCommitted(point);
                }
            }
            case "clone", "clone3", "vfork", "fork" -> actsOnWhatIsCommitted(point);
            default -> {} // changes neither bytes nor names
        }
    }

    private void synced(String path) {
        lost.remove(path);
        unsure.removeIf(name -> parent(name).equals(path));
        synced.add(path);
        if (path.startsWith(STAGING)) {
            promised = false;
        } else if (path.equals(WAL)) {
            promised = true;
        }
    }

    /// What the program wrote nobody has seen being written: it is lost until it is synced.
    private boolean lasts(String file) {
        return !lost.contains(file) && (!file.startsWith(OUTPUT) || synced.contains(file));
    }

    private void moved(Point point, String from, String to) {
        named(point, from, to);
        if (secondNames.contains(to)) {
            rule(
                    point,
                    "what is replaced has a second name that lasts",
                    unsure.stream().noneMatch(name -> name.startsWith(VERSIONS)));
        }
        unsure.remove(from);
        for (var inside : List.copyOf(unsure)) {
            if (inside.startsWith(from + "/")) {
                unsure.remove(inside);
                unsure.add(to + inside.substring(from.length()));
            }
        }
        if (from.startsWith("site/")) {
            unsure.add(from); // a name that was given away may come back
        }
        if (lost.remove(from)) {
            lost.add(to);
        }
    }

    private void named(Point point, String from, String to) {
        if (to.contains("trial")) {
            return; // an empty file that may be lost
        }
        inDestination(point, to);
        if (isUsers(to) || to.startsWith(VERSIONS)) {
            rule(point, "bytes last before their name is there", lasts(from));
        }
        unsure.add(to);
    }

    /// The journal's rows last before the destination is touched, and all that they promise before
    /// them.
    private void inDestination(Point point, String path) {
        if (path.startsWith("site/")) {
            rule(point, "the journal lasts before the destination is touched", promised);
            rule(
                    point,
                    "what the journal promises lasts",
                    unsure.stream().noneMatch(name -> name.startsWith(STAGING)));
        }
    }

    /// A commit says that what was done before it is done.
    private void commits(Point point) {
        rule(
                point,
                "names last before a commit says that they are there",
                unsure.stream().noneMatch(DiskOrder::matters));
    }

    private static boolean matters(String name) {
        return isUsers(name) || name.startsWith(VERSIONS) || FOLDERS.contains(name);
    }

    /// Whatever is done by reason of a commit is done once it lasts.
    private void actsOnWhatIsCommitted(Point point) {
        rule(point, "a commit lasts before anything follows from it", !lost.contains(WAL));
    }

    private void rule(Point point, String rule, boolean holds) {
        rules.add(rule);
        if (!holds) {
            broken.add(rule + ", but not at " + point + "; lost: " + lost + ", unsure: " + unsure);
        }
    }

    private static boolean isUsers(String path) {
        return path.startsWith("site/") || path.startsWith("inbox/") || path.startsWith("done/");
    }

    private static String parent(String path) {
        return Optional.ofNullable(Path.of(path).getParent()).map(Path::toString).orElse(".");
    }
}
