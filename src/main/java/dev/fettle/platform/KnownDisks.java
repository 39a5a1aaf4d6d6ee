package dev.fettle.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The file systems that may lie at a place: the one that lay there when all went well first, and
/// those that its user has said to be right.
public record KnownDisks(List<FileSystemId> all) {
    public KnownDisks {
        all = List.copyOf(all);
    }

    public static KnownDisks of(FileSystemId only) {
        return new KnownDisks(List.of(only));
    }

    public boolean has(FileSystemId found) {
        return all.stream().anyMatch(known -> known.isSame(found));
    }

    public KnownDisks with(FileSystemId further) {
        if (has(further)) {
            return this;
        }
        var more = new ArrayList<>(all);
        more.add(further);
        return new KnownDisks(more);
    }

    public String words() {
        return all.stream().map(FileSystemId::words).collect(Collectors.joining(", or "));
    }

    /// As it is kept: a line for each.
    public String text() {
        return all.stream().map(FileSystemId::text).collect(Collectors.joining("\n"));
    }

    public static KnownDisks parse(String text) {
        return new KnownDisks(text.lines().map(FileSystemId::parse).toList());
    }
}
