package dev.fettle.check.derive;

import dev.fettle.check.CsvText;
import dev.fettle.check.Reading;
import dev.fettle.check.Slip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tables: their columns, how many rows, and what stands in the cells.
final class TableDeriver implements Deriver {
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final String LINE_END = "\\R\\s*\\z";
    private static final int ROWS_LOOKED_AT = 50;
    private static final Set<Slip> SLIPS =
            EnumSet.of(Slip.ERRORS, Slip.PLACEHOLDERS, Slip.MOJIBAKE, Slip.CONTROLS, Slip.TROUBLE);

    /// By a separator that makes as many cells of each row.
    @Override
    public boolean knows(Path file, Look look) throws IOException {
        return separator(file).isPresent();
    }

    private static Optional<Character> separator(Path file) throws IOException {
        for (char separator : SEPARATORS) {
            if (isTable(file, separator)) {
                return Optional.of(separator);
            }
        }
        return Optional.empty();
    }

    private static boolean isTable(Path file, char separator) throws IOException {
        try (var reader = reader(file)) {
            var text = new CsvText(reader, separator);
            var first = text.row().map(CsvText.Row::cells).orElse(List.of());
            if (first.size() < 2 || first.stream().anyMatch(TableDeriver::isNoName)) {
                return false;
            }
            int rows = 1;
            var row = text.row();
            while (row.isPresent() && rows < ROWS_LOOKED_AT) {
                if (row.get().cells().size() != first.size()) {
                    return false;
                }
                rows++;
                row = text.row();
            }
            return rows > 1;
        } catch (CsvText.NoCsv | CharacterCodingException e) {
            return false;
        }
    }

    /// JSON and programs have commas too.
    private static boolean isNoName(String cell) {
        return cell.chars().anyMatch(sign -> "{}[]<>=\"".indexOf(sign) >= 0);
    }

    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(Reading.open(file), StandardCharsets.UTF_8.newDecoder()));
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look)
            throws IOException, InterruptedException {
        var separator = separator(group.files().getFirst()).orElse(',');
        var headers = new LinkedHashSet<List<String>>();
        var rows = new Breadth();
        var columns = new LinkedHashMap<String, Column>();
        for (var file : group.files()) {
            try (var reader = reader(file)) {
                var text = new CsvText(reader, separator);
                var header =
                        text.row().map(row -> row.cells().stream().map(String::strip).toList());
                headers.add(header.orElse(List.of()));
                rows.add(addRows(text, header.orElse(List.of()), columns));
            } catch (CsvText.NoCsv | CharacterCodingException e) {
                return new TextDeriver().derive(group, look); // a text that began like a table
            }
        }
        var keys = new LinkedHashMap<String, Object>();
        if (separator != ',') {
            keys.put("separator", separator == '\t' ? "tab" : String.valueOf(separator));
        }
        if (look.enough()) {
            if (isNamed(headers)) {
                keys.put("columns", List.copyOf(headers.iterator().next()));
                putCells(keys, columns);
            }
            keys.putAll(rows.bounds("min-rows", "max-rows"));
        }
        var checks = new ArrayList<DerivedCheck>();
        checks.add(DerivedCheck.of("csv", keys, group.file(), rows.shown() + " rows"));
        if (look.enough()) {
            var end = TextFacts.of(group.files()).flatMap(TextFacts::end).filter(LINE_END::equals);
            TextDeriver.beside(group, end.stream().toList(), SLIPS).ifPresent(checks::add);
        }
        return checks;
    }

    private static long addRows(CsvText text, List<String> header, Map<String, Column> columns)
            throws IOException, CsvText.NoCsv {
        long rows = 0;
        for (var row = text.row(); row.isPresent(); row = text.row()) {
            if (row.get().cells().size() != header.size()) {
                throw new CsvText.NoCsv(row.get().line(), "another number of cells");
            }
            for (int i = 0; i < header.size(); i++) {
                columns.computeIfAbsent(header.get(i), _ -> new Column())
                        .add(row.get().cells().get(i));
            }
            rows++;
        }
        return rows;
    }

    /// Whether the first row names the columns: the same each time, each name once, none a number.
    private static boolean isNamed(Set<List<String>> headers) {
        if (headers.size() != 1) {
            return false;
        }
        var names = headers.iterator().next();
        return Set.copyOf(names).size() == names.size()
                && names.stream().noneMatch(name -> name.isEmpty() || name.matches("[-+0-9.,:]+"));
    }

    private static void putCells(Map<String, Object> keys, Map<String, Column> columns) {
        var types = new LinkedHashMap<String, Object>();
        var filled = new ArrayList<String>();
        columns.forEach((name, column) -> {
            column.type().ifPresent(type -> types.put(name, type.word()));
            if (column.isFilled()) {
                filled.add(name);
            }
        });
        if (!types.isEmpty()) {
            keys.put("types", types);
        }
        if (!filled.isEmpty()) {
            keys.put("filled", filled);
        }
    }
}
