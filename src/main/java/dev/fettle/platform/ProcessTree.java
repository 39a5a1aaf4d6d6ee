package dev.fettle.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The processes that descend from a run: found by an entry of their environment (the cookie),
/// which a child that leaves session and parent keeps, and by parentage, which one that cleared its
/// environment keeps.
///
/// A child that did both is not found, unless a `TreeWatch` saw it before it lost its parent.
public final class ProcessTree {

    private ProcessTree() {}

    /// The processes of the tree that live now, without the shim (`rootPid`) and without this
    /// process.
    public static Set<Long> of(byte[] cookie, long rootPid) throws IOException {
        return Set.copyOf(members(cookie, rootPid, List.of()).keySet());
    }

    /// Ends the tree: TERM to all, KILL to what is left after `grace`, then up to 5 s more until
    /// nothing is left.
    ///
    /// @param shimPid not signalled, so that it can write down how the program ended
    /// @param ended whether the shim is gone: until then a tree that seems empty may only be about
    ///   to begin
    public static Ending end(
            byte[] cookie, long shimPid, Duration grace, Clock clock, BooleanSupplier ended)
            throws IOException, InterruptedException {
        return new TreeWatch(cookie, shimPid).end(grace, clock, ended);
    }

    /// One look over all processes. `known` are members seen earlier: their children are members
    /// too.
    static Map<Long, ProcessEntry> members(
            byte[] cookie, long rootPid, Collection<ProcessEntry> known) throws IOException {
        List<ProcessEntry> all = ProcessEntry.all();
        Map<Long, ProcessEntry> members = new LinkedHashMap<>();
        Set<Long> parents = new HashSet<>();
        for (ProcessEntry each : all) {
            if (each.carries(cookie) || isKnown(each, known)) {
                // The root counts as a parent only where it carries the cookie: its number may be
                // another's by now.
                parents.add(each.pid());
                members.put(each.pid(), each);
            }
        }
        boolean grows = !parents.isEmpty();
        while (grows) {
            grows = false;
            for (ProcessEntry each : all) {
                if (parents.contains(each.parent()) && parents.add(each.pid())) {
                    members.put(each.pid(), each);
                    grows = true;
                }
            }
        }
        members.remove(rootPid);
        members.remove(ProcessHandle.current().pid());
        members.values().removeIf(ProcessEntry::dead);
        return members;
    }

    private static boolean isKnown(ProcessEntry entry, Collection<ProcessEntry> known) {
        return known.stream()
                .anyMatch(k -> k.pid() == entry.pid() && k.startTicks() == entry.startTicks());
    }
}
