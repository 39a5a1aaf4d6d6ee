package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What `restic ls --json` says of a snapshot: one line for each node, in a file, since there may
/// be millions.
record ResticListing(Path file) implements Listing {

    /// Where a source lies in the snapshot's tree. Restic names nodes by the arguments of `backup`:
    /// `restic backup docs` within `/home/anna` keeps `/docs`, though the snapshot's path is
    /// `/home/anna/docs`; `restic backup .` keeps its content alone.
    @Override
    public String place(Path source, Snapshot snapshot) throws IOException {
        var backedUp =
                snapshot.paths().stream().filter(source::startsWith).findFirst().orElse(source);
        var candidates = new ArrayList<String>();
        var rest = backedUp.relativize(source).toString();
        for (int names = backedUp.getNameCount(); names >= 0; names--) {
            candidates.add(joined(backedUp, names, rest));
        }
        var there = new HashSet<String>();
        lines(line -> {
            int at = line.indexOf("\"path\":\"");
            if (at >= 0 && candidates.stream().anyMatch(c -> line.startsWith(c, at + 8))) {
                there.add(text(line, "path"));
            }
        });
        return candidates.stream()
                .filter(c -> there.contains(c) || c.isEmpty())
                .findFirst()
                .orElse(candidates.getFirst());
    }

    /// The last so many names of a path, and what follows.
    private static String joined(Path path, int names, String rest) {
        int all = path.getNameCount();
        var head = names == 0 ? "" : "/" + path.subpath(all - names, all);
        return rest.isEmpty() ? head : head + "/" + rest;
    }

    @Override
    public void files(String place, Consumer<Entry> each) throws IOException {
        lines(line -> {
            if (line.contains("\"type\":\"file\"")) {
                var node = JsonReader.object(line);
                var path = String.valueOf(node.get("path"));
                if (path.equals(place) || path.startsWith(place + "/")) {
                    each.accept(
                            new Entry(
                                    path,
                                    node.get("size") instanceof Long size ? size : 0,
                                    moment(String.valueOf(node.get("mtime")))));
                }
            }
        });
    }

    static Instant moment(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static String text(String line, String member) {
        return String.valueOf(JsonReader.object(line).get(member));
    }

    private void lines(Consumer<String> each) throws IOException {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(line);
            }
        }
    }

    /// The snapshots of `restic snapshots --json`.
    static List<Snapshot> snapshots(String json) {
        var snapshots = new ArrayList<Snapshot>();
        if (JsonReader.read(json) instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Map<?, ?> map) {
                    snapshots.add(
                            new Snapshot(
                                    String.valueOf(map.get("id")),
                                    String.valueOf(map.get("id")),
                                    moment(String.valueOf(map.get("time"))),
                                    String.valueOf(map.get("hostname")),
                                    texts(map.get("paths")).stream().map(Path::of).toList(),
                                    texts(map.get("tags"))));
                }
            }
        }
        return snapshots;
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }
}
