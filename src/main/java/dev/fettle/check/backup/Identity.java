package dev.fettle.check.backup;

import dev.fettle.platform.FileSystemId;
import dev.fettle.platform.KnownDisks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which repository it is, and on which disk it lies: the one that it was, or one of several that
/// lie there by turns. What is known of its snapshots is known of each of them apart.
public final class Identity {
    /// Under which the ids are known, with blanks between them.
    public static final String ID = "repository";

    private static final String DISKS = "disks";

    /// Under which a mark is known that no other repository bears.
    private static final String MARK = "mark";

    /// Of any repository: `status` asks for it by this name.
    private static final String PROVED = "proved";

    /// Among what is known, for a moment: whatever is found is right, too.
    private static final String OPEN = "open";

    private static final int SHOWN = 10;

    private final String id;
    private final Map<String, String> held;

    /// Before the names of what is known of this one; none for the first.
    private final String prefix;

    private Identity(String id, Map<String, String> held, String prefix) {
        this.id = id;
        this.held = held;
        this.prefix = prefix;
    }

    /// What is known, for a look that takes whatever it finds for the right one.
    ///
    /// @param further whether what was known stays right beside it
    public static Map<String, String> open(Map<String, String> known, boolean further) {
        var open = new HashMap<String, String>(further ? known : Map.of());
        open.put(OPEN, OPEN);
        return open;
    }

    /// @throws Ended where the folder lies on another disk than it did
    static void requireDisk(Path folder, Repository place, Around around)
            throws IOException, Ended {
        var known = disks(around);
        if (known.isEmpty() || isOpen(around)) {
            return;
        }
        var now = FileSystemId.holding(folder);
        if (!known.get().has(now)) {
            throw new Ended(
                    new Diagnosis.Faulty(
                            Fault.REPLACED,
                            "the repository %s on %s".formatted(place.shown(), known.get().words()),
                            "another disk, " + now.words()));
        }
    }

    /// The id of the one among those that are known which bears this mark.
    static Optional<String> bearing(String mark, Around around) {
        var ids = ids(around);
        return isOpen(around)
                ? Optional.empty()
                : ids.stream()
                        .filter(id -> mark.equals(around.known().get(prefix(id, ids) + MARK)))
                        .findFirst();
    }

    private static String prefix(String id, List<String> ids) {
        return ids.getFirst().equals(id) ? "" : id + " ";
    }

    /// @throws Ended where it is another one
    static Identity hold(String id, Repository place, Around around) throws IOException, Ended {
        var ids = new ArrayList<>(ids(around));
        if (!ids.contains(id)) {
            if (!ids.isEmpty() && !isOpen(around)) {
                throw new Ended(
                        new Diagnosis.Faulty(
                                Fault.REPLACED,
                                "the repository %s at %s".formatted(shown(ids), place.shown()),
                                "another one, " + shortened(id)));
            }
            ids.add(id);
        }
        var held = new HashMap<String, String>();
        held.put(ID, String.join(" ", ids));
        if (place.folder().isPresent()) {
            var disk = FileSystemId.holding(place.folder().get());
            held.put(
                    DISKS,
                    disks(around)
                            .map(known -> known.with(disk))
                            .orElseGet(() -> KnownDisks.of(disk))
                            .text());
        }
        return new Identity(id, Map.copyOf(held), prefix(id, ids));
    }

    /// The same, which is known by this mark from now on.
    Identity bearing(Optional<String> mark) {
        var more = new HashMap<>(held);
        mark.ifPresent(text -> more.put(prefix + MARK, text));
        return new Identity(id, Map.copyOf(more), prefix);
    }

    /// Whether what is there now is to be taken for the right one.
    static boolean isOpen(Around around) {
        return around.known().containsKey(OPEN);
    }

    private static List<String> ids(Around around) {
        var known = around.known().get(ID);
        return known == null ? List.of() : List.of(known.split(" ", -1));
    }

    private static Optional<KnownDisks> disks(Around around) {
        return Optional.ofNullable(around.known().get(DISKS)).map(KnownDisks::parse);
    }

    String id() {
        return id;
    }

    /// It is the one, and nothing else was looked at.
    Diagnosis alone(Repository place) {
        return new Diagnosis.Sound(
                "the repository %s at %s".formatted(shortened(id), place.shown()),
                Optional.empty(),
                held);
    }

    /// What is known of this one.
    Around own(Around around) {
        return prefix.isEmpty()
                ? around
                : around.knowing(
                        around.known().entrySet().stream()
                                .filter(each -> each.getKey().startsWith(prefix))
                                .collect(
                                        Collectors.toMap(
                                                each -> each.getKey().substring(prefix.length()),
                                                Map.Entry::getValue)));
    }

    /// What a look at this one came to, as it is to be kept.
    Diagnosis kept(Diagnosis found) {
        var learned = new HashMap<String, String>();
        found.learned()
                .forEach((name, value) ->
                        learned.put(name.equals(PROVED) ? name : prefix + name, value));
        if (found instanceof Diagnosis.Sound) {
            learned.putAll(held);
        }
        return found.learnedOnly(learned);
    }

    private static String shown(List<String> ids) {
        return ids.stream().map(Identity::shortened).collect(Collectors.joining(" or "));
    }

    private static String shortened(String id) {
        return id.length() > SHOWN ? id.substring(0, SHOWN) : id;
    }
}
