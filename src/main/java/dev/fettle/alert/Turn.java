package dev.fettle.alert;

import dev.fettle.alert.Message.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What goes next through a channel. Pure.
sealed interface Turn {
    Duration GATHERING = Duration.ofSeconds(10);

    Set<Kind> GATHERED = Set.of(Kind.OPENED, Kind.STILL, Kind.RECOVERED, Kind.NOTICE);

    /// These go now, as one letter.
    record Now(List<Waiting> together) implements Turn {
        public Now {
            together = List.copyOf(together);
        }
    }

    /// Nothing before that.
    record Later(Instant when) implements Turn {}

    /// Nothing waits.
    record Nothing() implements Turn {}

    /// A message goes at once, unless a letter went in the last ten seconds: then all of its kind
    /// that came until those are over goes in one. What was tried before is tried again as it was.
    /// Within a thread nothing overtakes.
    ///
    /// @param waiting the oldest first
    /// @param lastSent when the last letter went through this channel
    /// @param heldUntil until when quiet hours hold a message
    static Turn of(
            List<Waiting> waiting,
            Instant now,
            Optional<Instant> lastSent,
            boolean gathers,
            Function<Message, Optional<Instant>> heldUntil) {
        var threads = new HashSet<String>();
        var free = new ArrayList<Waiting>();
        for (var each : waiting) {
            var thread = each.message().thread();
            if (thread.isEmpty() || threads.add(thread.get())) {
                free.add(each);
            }
        }
        Function<Waiting, Instant> due =
                each ->
                        heldUntil
                                .apply(each.message())
                                .filter(end -> end.isAfter(each.due()))
                                .orElse(each.due());
        var ready = free.stream().filter(each -> !due.apply(each).isAfter(now)).toList();
        var pauseEnd = lastSent.filter(_ -> gathers).map(sent -> sent.plus(GATHERING));
        boolean pausing = pauseEnd.filter(end -> end.isAfter(now)).isPresent();
        var first = ready.stream().filter(each -> !(pausing && waitsForOthers(each))).findFirst();
        if (first.isPresent()) {
            return new Now(together(first.get(), ready, gathers));
        }
        return free.stream()
                .map(each ->
                        waitsForOthers(each) && pausing
                                ? later(due.apply(each), pauseEnd.get())
                                : due.apply(each))
                .min(Comparator.naturalOrder())
                .<Turn>map(Later::new)
                .orElse(new Nothing());
    }

    private static List<Waiting> together(Waiting first, List<Waiting> ready, boolean gathers) {
        if (first.parcel().isPresent()) {
            return ready.stream().filter(each -> each.parcel().equals(first.parcel())).toList();
        }
        var kind = first.message().kind();
        if (!gathers || !GATHERED.contains(kind)) {
            return List.of(first);
        }
        return ready.stream()
                .filter(each -> each.parcel().isEmpty() && each.message().kind() == kind)
                .toList();
    }

    private static boolean waitsForOthers(Waiting each) {
        var kind = each.message().kind();
        return each.parcel().isEmpty() && (kind == Kind.OPENED || kind == Kind.NOTICE);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
