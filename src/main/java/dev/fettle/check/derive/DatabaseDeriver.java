package dev.fettle.check.derive;

import dev.fettle.check.Reading;
import dev.fettle.store.ForeignDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// SQLite databases: the tables that are always there, and how many rows each has.
final class DatabaseDeriver implements Deriver {
    private static final String SIGN = "SQLite format 3\0";
    private static final int MOST_TABLES = 10;
    private static final String TABLES =
            "SELECT group_concat(name, char(10)) FROM sqlite_master"
                    + " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        return new String(Reading.head(file, SIGN.length()), StandardCharsets.ISO_8859_1)
                .equals(SIGN);
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look)
            throws IOException, InterruptedException {
        var rows = new LinkedHashMap<String, Breadth>();
        try {
            for (var file : group.files()) {
                addRows(rows, file, look);
            }
        } catch (ForeignDatabase.Refused | ForeignDatabase.Late e) {
            rows.clear();
        }
        var queries = new ArrayList<String>();
        var why = new ArrayList<String>();
        if (look.enough()) {
            rows.entrySet().stream()
                    .filter(each -> !each.getValue().isEmpty() && each.getValue().least() > 0)
                    .limit(MOST_TABLES)
                    .forEach(each -> {
                        queries.add(
                                "SELECT count(*) BETWEEN %d AND %d FROM %s"
                                        .formatted(
                                                each.getValue().half(),
                                                each.getValue().twice(),
                                                quoted(each.getKey())));
                        why.add("%s: %s rows".formatted(each.getKey(), each.getValue().shown()));
                    });
        }
        var keys = new LinkedHashMap<String, Object>();
        if (!queries.isEmpty()) {
            keys.put("query", queries);
        }
        return List.of(DerivedCheck.of("sqlite", keys, group.file(), String.join(", ", why)));
    }

    private static void addRows(Map<String, Breadth> rows, Path file, Look look)
            throws IOException,
                    InterruptedException,
                    ForeignDatabase.Refused,
                    ForeignDatabase.Late {
        boolean isFirst = rows.isEmpty();
        try (var database = ForeignDatabase.open(file, look.late())) {
            var tables = database.asked(TABLES).orElse("").lines().toList();
            rows.keySet().retainAll(tables);
            for (var table : tables) {
                if (isFirst) {
                    rows.put(table, new Breadth());
                }
                if (rows.containsKey(table)) {
                    var count = database.asked("SELECT count(*) FROM " + quoted(table));
                    rows.get(table).add(Long.parseLong(count.orElse("0")));
                }
            }
        }
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*")
                        && !name.matches("(table|order|group|index|select|from|values|where)")
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
