package dev.fettle.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// The keys of the objects of a JSON text that are open, so that a repeated one is found. Only so
/// many are remembered: an object of millions of keys would fill the memory with them.
final class JsonNames {
    private static final long MOST_BYTES = 16 << 20;

    /// What a text, and its place in a set, take beside its characters.
    private static final int OVERHEAD = 100;

    private final Deque<Set<String>> open = new ArrayDeque<>();
    private long bytes;
    private boolean complete = true;

    void enter() {
        open.push(new HashSet<>(2));
    }

    void leave() {
        for (var name : open.pop()) {
            bytes -= bytes(name);
        }
    }

    /// Whether the innermost object has had no such key yet, as far as is remembered.
    boolean isNew(String name) {
        var names = open.element();
        if (bytes + bytes(name) > MOST_BYTES) {
            complete = false;
            return !names.contains(name);
        }
        boolean added = names.add(name);
        bytes += added ? bytes(name) : 0;
        return added;
    }

    /// Whether none had to be forgotten.
    boolean complete() {
        return complete;
    }

    private static long bytes(String name) {
        return OVERHEAD + 2L * name.length();
    }
}
