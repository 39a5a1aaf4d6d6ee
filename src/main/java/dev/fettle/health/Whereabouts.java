package dev.fettle.health;

import dev.fettle.history.KnownFolder;
import dev.fettle.platform.FolderId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which automations have other names than before, by what was known and what is there now. Pure.
///
/// A folder is known again by its inode and birth, whatever was changed in it; and where it is
/// gone, as after a checkout in git, by front matter and program, where exactly one is alike. What
/// is still there under its name was copied and not renamed.
///
/// @param moves from the old names to the new
/// @param contested moves to a name that has a history of its own, which nobody may throw away but
///   the user
record Whereabouts(List<Move> moves, List<Move> contested) {
    Whereabouts {
        moves = List.copyOf(moves);
        contested = List.copyOf(contested);
    }

    /// @param now the folder as it is seen there
    record Move(KnownFolder before, KnownFolder now) {
        String from() {
            return before.automation();
        }

        String to() {
            return now.automation();
        }
    }

    /// @param known automations that were readable once, with their folders
    /// @param named names of automations that have a history, those without a known folder too
    /// @param seen what is there and means to be an automation
    static Whereabouts of(
            Collection<KnownFolder> known, Collection<String> named, Collection<KnownFolder> seen) {
        return new Search(known, named, seen).answer();
    }

    private static final class Search {
        private final Collection<KnownFolder> known;
        private final Set<String> named;
        private final Collection<KnownFolder> seen;
        private final Map<String, KnownFolder> seenByName = new HashMap<>();
        private final Map<String, KnownFolder> knownByName = new HashMap<>();

        Search(
                Collection<KnownFolder> known,
                Collection<String> named,
                Collection<KnownFolder> seen) {
            this.known = known;
            this.named = Set.copyOf(named);
            this.seen = seen;
            seen.forEach(each -> seenByName.put(each.automation(), each));
            known.forEach(each -> knownByName.put(each.automation(), each));
        }

        Whereabouts answer() {
            var moves = new ArrayList<Move>();
            for (var now : seen) {
                ownerOf(now).ifPresent(before -> moves.add(new Move(before, now)));
            }
            var contested = takeOutContested(moves);
            var taken = new HashSet<String>();
            moves.forEach(move -> taken.addAll(List.of(move.from(), move.to())));
            contested.forEach(move -> taken.addAll(List.of(move.from(), move.to())));
            moves.addAll(alike(name -> !taken.contains(name)));
            return new Whereabouts(moves, contested);
        }

        /// Whose folder it is by inode and birth, where that one is not there any more.
        private Optional<KnownFolder> ownerOf(KnownFolder now) {
            if (!now.id().isProof() || isItself(now)) {
                return Optional.empty();
            }
            var owners =
                    known.stream()
                            .filter(each -> each.id().equals(now.id()))
                            .filter(each -> !isStillThere(each))
                            .toList();
            return owners.size() == 1 && isTheOnlyOneThere(now.id())
                    ? Optional.of(owners.getFirst())
                    : Optional.empty();
        }

        /// The folder that is known by this name, or what was put in its place and is alike: a
        /// backup that came back.
        private boolean isItself(KnownFolder now) {
            var before = knownByName.get(now.automation());
            return before != null && (before.id().equals(now.id()) || areAlike(before, now));
        }

        /// Links may show one folder under several names.
        private boolean isTheOnlyOneThere(FolderId id) {
            return seen.stream().filter(each -> each.id().equals(id)).count() == 1;
        }

        private boolean isStillThere(KnownFolder before) {
            var now = seenByName.get(before.automation());
            return now != null && (now.id().equals(before.id()) || areAlike(before, now));
        }

        /// A name that has a history is free only where that leaves it in the same moment.
        private List<Move> takeOutContested(List<Move> moves) {
            var contested = new ArrayList<Move>();
            Predicate<Move> isContested =
                    move ->
                            named.contains(move.to())
                                    && moves.stream().noneMatch(m -> m.from().equals(move.to()));
            for (var found = moves.stream().filter(isContested).toList();
                    !found.isEmpty();
                    found = moves.stream().filter(isContested).toList()) {
                contested.addAll(found);
                moves.removeAll(found);
            }
            return contested;
        }

        /// Exactly one that was known and is gone, and exactly one that is new, with the same front
        /// matter and program.
        private List<Move> alike(Predicate<String> isFree) {
            var moves = new ArrayList<Move>();
            for (var now : seen) {
                if (!named.contains(now.automation()) && isFree.test(now.automation())) {
                    theOneLike(now)
                            .filter(before -> isFree.test(before.automation()))
                            .filter(before -> !seenByName.containsKey(before.automation()))
                            .ifPresent(before -> moves.add(new Move(before, now)));
                }
            }
            return moves;
        }

        private Optional<KnownFolder> theOneLike(KnownFolder now) {
            var before = known.stream().filter(each -> areAlike(each, now)).toList();
            long there = seen.stream().filter(each -> areAlike(each, now)).count();
            return before.size() == 1 && there == 1
                    ? Optional.of(before.getFirst())
                    : Optional.empty();
        }

        private static boolean areAlike(KnownFolder one, KnownFolder other) {
            return one.content().isPresent() && Objects.equals(one.content(), other.content());
        }
    }
}
