package dev.fettle.check.backup;

import dev.fettle.notation.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What `borg list --json-lines` says of an archive: one line for each node. Paths have no slash
/// before them; times are those of the reader's zone, which is UTC, to the microsecond.
record BorgListing(Path file) implements Listing {

    @Override
    public String place(Path source, Snapshot snapshot) {
        return inside(source);
    }

    private static String inside(Path source) {
        return source.toString().replaceFirst("^/+", "");
    }

    /// Those of the sources that it has.
    List<Path> held(List<Path> sources) throws IOException {
        var held = new LinkedHashSet<Path>();
        lines(node -> {
            var path = String.valueOf(node.get("path"));
            for (var source : sources) {
                if (isAt(path, inside(source))) {
                    held.add(source);
                }
            }
        });
        return List.copyOf(held);
    }

    @Override
    public void files(String place, Consumer<Entry> each) throws IOException {
        lines(node -> {
            var path = String.valueOf(node.get("path"));
            if ("-".equals(node.get("type")) && isAt(path, place)) {
                each.accept(
                        new Entry(
                                path,
                                node.get("size") instanceof Long size ? size : 0,
                                moment(String.valueOf(node.get("mtime")))));
            }
        });
    }

    private static boolean isAt(String path, String place) {
        return place.isEmpty() || path.equals(place) || path.startsWith(place + "/");
    }

    private static Instant moment(String text) {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private void lines(Consumer<Map<String, ?>> each) throws IOException {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(JsonReader.object(line));
            }
        }
    }

    /// The archives of `borg list --json`, newest first, without what is in them.
    static List<Snapshot> archives(String json) {
        var archives = new ArrayList<Snapshot>();
        if (JsonReader.object(json).get("archives") instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Map<?, ?> map) {
                    archives.add(
                            new Snapshot(
                                    String.valueOf(map.get("id")),
                                    String.valueOf(map.get("name")),
                                    moment(String.valueOf(map.get("start"))),
                                    String.valueOf(map.get("hostname")),
                                    List.of(),
                                    List.of()));
                }
            }
        }
        return archives.stream().sorted(Comparator.comparing(Snapshot::time).reversed()).toList();
    }
}
