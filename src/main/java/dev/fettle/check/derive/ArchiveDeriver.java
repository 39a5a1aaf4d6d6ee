package dev.fettle.check.derive;

import dev.fettle.check.ArchiveLook;
import dev.fettle.check.Reading;
import dev.fettle.check.archive.Archive;
import dev.fettle.check.archive.Packing;
import dev.fettle.check.archive.Unreadable;
import dev.fettle.check.archive.Witness;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Archives and compressed files: how many members and bytes, names that are always there, and how
/// a compressed text ends.
final class ArchiveDeriver implements Deriver {
    private static final int MOST_NAMES = 2000;
    private static final int MOST_STATED = 6;

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        return Packing.of(Reading.head(file, Packing.HEAD)).isPresent();
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look)
            throws IOException, InterruptedException {
        var members = new Breadth();
        var unpacked = new Breadth();
        var names = new ArrayList<Set<String>>();
        var ends = new ArrayList<String>();
        for (var file : group.files()) {
            var seen = new Seen();
            try (var channel = Reading.channel(file)) {
                var packing = Packing.of(Reading.head(file, Packing.HEAD)).orElseThrow();
                var name = PathBytes.shown(file.getFileName());
                var contents = Archive.read(channel, packing, name, look.late(), seen);
                members.add(contents.members());
                unpacked.add(contents.bytes());
            } catch (Unreadable e) {
                return List.of(DerivedCheck.of("archive", new LinkedHashMap<>(), group.file(), ""));
            }
            names.add(seen.names);
            ends.add(seen.end.end().toString());
        }
        var keys = new LinkedHashMap<String, Object>();
        if (look.enough()) {
            if (members.most() > 1) {
                keys.putAll(members.bounds("min-members", "max-members"));
            }
            keys.putAll(unpacked.sizes("min-unpacked", "max-unpacked"));
            var always = always(names);
            if (!always.isEmpty()) {
                keys.put("has", always);
            }
            if (ends.stream().noneMatch(String::isEmpty)) {
                TextFacts.of(ends).end().ifPresent(end -> keys.put("ends", end));
            }
        }
        var why = members.most() > 1 ? members.shown() + " members" : "";
        return List.of(DerivedCheck.of("archive", keys, group.file(), why));
    }

    /// The deepest of the names that are in each; where those are too many, what they lie in.
    private static List<String> always(List<Set<String>> names) {
        var common = new LinkedHashSet<>(names.getFirst());
        names.forEach(common::retainAll);
        var deepest =
                common.stream()
                        .filter(name -> common.stream().noneMatch(o -> o.startsWith(name + "/")))
                        .sorted()
                        .toList();
        if (deepest.size() <= MOST_STATED) {
            return deepest;
        }
        var tops = common.stream().filter(name -> !name.contains("/")).sorted().toList();
        return tops.size() <= MOST_STATED ? tops : tops.subList(0, MOST_STATED);
    }

    private static final class Seen implements Witness {
        private final Set<String> names = new LinkedHashSet<>();
        private final ArchiveLook end = new ArchiveLook(List.of());
        private boolean single;

        /// Its own name and those of the folders that it lies in.
        @Override
        public void member(String name) {
            var plain = ArchiveLook.plain(name);
            for (int at = plain.indexOf('/'); at > 0; at = plain.indexOf('/', at + 1)) {
                add(plain.substring(0, at));
            }
            add(plain);
        }

        private void add(String name) {
            if (names.size() < MOST_NAMES && !single) {
                names.add(name);
            }
        }

        /// What is no archive has no names within.
        @Override
        public void piece(byte[] bytes, int from, int length) {
            single = true;
            names.clear();
            end.piece(bytes, from, length);
        }
    }
}
