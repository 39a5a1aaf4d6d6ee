package dev.fettle.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Remembers a run's processes while it works, so that one that later loses its parent and has
/// cleared its environment is still known when the run is to be ended. Safe for use by several
/// threads.
public final class TreeWatch {

    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final byte[] cookie;
    private final long shimPid;
    private final Optional<ControlGroup> group;
    private final Map<Long, ProcessEntry> known = new HashMap<>();

    /// @param cookie a whole entry of the environment, such as `FETTLE_RUN=k3v9…`
    /// @param shimPid the tree's root, which is never a member
    public TreeWatch(byte[] cookie, long shimPid) {
        this(cookie, shimPid, Optional.empty());
    }

    /// @param group what lives there is a member, whatever it cleared and whomever it lost
    public TreeWatch(byte[] cookie, long shimPid, Optional<ControlGroup> group) {
        this.cookie = cookie.clone();
        this.shimPid = shimPid;
        this.group = group;
    }

    /// A cheap look, meant for every second: walks down from the shim and from what is known, and
    /// costs what the tree has processes, not what the machine has.
    public synchronized void look() {
        forgetTheGone();
        Deque<ProcessEntry> open = new ArrayDeque<>(known.values());
        ProcessEntry.of(shimPid).filter(shim -> shim.carries(cookie)).ifPresent(open::add);
        Set<Long> seen = new HashSet<>();
        while (!open.isEmpty()) {
            ProcessEntry next = open.remove();
            if (seen.add(next.pid())) {
                for (long child : next.children()) {
                    ProcessEntry.of(child).filter(this::isMember).ifPresent(open::add);
                }
                if (isMember(next)) {
                    known.put(next.pid(), next);
                }
            }
        }
    }

    /// Makes a process a member, whatever its environment says later.
    synchronized void add(long pid) {
        ProcessEntry.of(pid).ifPresent(entry -> known.put(pid, entry));
    }

    /// What is known to live.
    public synchronized Set<Long> known() {
        forgetTheGone();
        return Set.copyOf(known.keySet());
    }

    /// Ends the tree, as `ProcessTree.end` says.
    public Ending end(Duration grace, Clock clock, BooleanSupplier ended)
            throws IOException, InterruptedException {
        if (signalUntilGone(SIGTERM, grace, clock, ended)) {
            return new Ending(false, Set.of());
        }
        if (group.isPresent()) {
            group.get().kill();
        }
        boolean gone = signalUntilGone(SIGKILL, AFTER_KILL, clock, ended);
        return new Ending(true, gone ? Set.of() : known());
    }

    /// Signals each member once, also those that appear while the others end; true once none is
    /// left.
    private boolean signalUntilGone(
            int signal, Duration patience, Clock clock, BooleanSupplier ended)
            throws IOException, InterruptedException {
        Set<ProcessEntry> told = new HashSet<>();
        long start = clock.nanos();
        Duration pause = SHORTEST_PAUSE;
        while (true) {
            Set<ProcessEntry> living = scan();
            if (living.isEmpty() && ended.getAsBoolean()) {
                return true;
            }
            tell(signal, living, told);
            Duration left = patience.minusNanos(clock.nanos() - start);
            if (!left.isPositive()) {
                return living.isEmpty();
            }
            clock.sleep(pause.compareTo(left) < 0 ? pause : left);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /// Each is stopped before any is told, so that a shell whose child ends first does not go on to
    /// its next command, and none that is being forked gets away.
    private void tell(int signal, Set<ProcessEntry> living, Set<ProcessEntry> told)
            throws IOException {
        Set<ProcessEntry> stopped = new HashSet<>();
        try {
            for (Set<ProcessEntry> found = living; freeze(found, told, stopped); found = scan()) {
                told.addAll(stopped);
            }
        } finally { // none is left stopped, whatever a look at the others came to
            stopped.forEach(each -> Signals.send(each, signal));
            stopped.forEach(each -> Signals.send(each, SIGCONT));
        }
    }

    private static boolean freeze(
            Set<ProcessEntry> found, Set<ProcessEntry> told, Set<ProcessEntry> stopped) {
        boolean more = false;
        for (ProcessEntry each : found) {
            if (!told.contains(each)) {
                Signals.send(each, SIGSTOP);
                stopped.add(each);
                more = true;
            }
        }
        return more;
    }

    private synchronized Set<ProcessEntry> scan() throws IOException {
        known.putAll(ProcessTree.members(cookie, shimPid, known.values()));
        if (group.isPresent()) {
            group.get().members().forEach(this::add);
        }
        forgetTheGone();
        return Set.copyOf(known.values());
    }

    private boolean isMember(ProcessEntry entry) {
        return !entry.dead()
                && entry.pid() != shimPid
                && entry.pid() != ProcessHandle.current().pid();
    }

    private void forgetTheGone() {
        known.values().removeIf(entry -> !entry.lives());
    }
}
