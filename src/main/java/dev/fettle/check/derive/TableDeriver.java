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

    /// What tables have above them, where a first row cannot be meant.
    private static final char COMMENT = '#';

    private static final String LINE_END = "\\R\\s*\\z";
    private static final int ROWS_LOOKED_AT = 50;
    private static final Set<Slip> SLIPS =
            EnumSet.of(Slip.ERRORS, Slip.PLACEHOLDERS, Slip.MOJIBAKE, Slip.CONTROLS, Slip.TROUBLE);

    /// How a table is written.
    private record Form(char separator, Optional<Character> comment) {}

    /// By a separator that makes as many cells of each row.
    @Override
    public boolean knows(Path file, Look look) throws IOException {
        return form(file).isPresent();
    }

    private static Optional<Form> form(Path file) throws IOException {
        var head = Reading.head(file, 1);
        boolean isCommented = head.length > 0 && head[0] == COMMENT;
        for (var comment :
                isCommented
                        ? List.of(Optional.<Character>empty(), Optional.of(COMMENT))
                        : List.of(Optional.<Character>empty())) {
            for (char separator : SEPARATORS) {
                var form = new Form(separator, comment);
                if (isTable(file, form)) {
                    return Optional.of(form);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isTable(Path file, Form form) throws IOException {
        try (var reader = reader(file)) {
            var text = new CsvText(reader, form.separator(), form.comment());
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
        var form = form(group.files().getFirst()).orElse(new Form(',', Optional.empty()));
        var headers = new LinkedHashSet<List<String>>();
        var rows = new Breadth();
        var columns = new LinkedHashMap<String, Column>();
        int number = 0;
        for (var file : group.files()) {
            number++;
            try (var reader = reader(file)) {
                var text = new CsvText(reader, form.separator(), form.comment());
                var header =
                        text.row().map(row -> row.cells().stream().map(String::strip).toList());
                headers.add(header.orElse(List.of()));
                rows.add(addRows(text, header.orElse(List.of()), columns, number));
            } catch (CsvText.NoCsv | CharacterCodingException e) {
                return new TextDeriver().derive(group, look); // a text that began like a table
            }
        }
        var keys = new LinkedHashMap<String, Object>();
        if (form.separator() != ',') {
            keys.put(
                    "separator",
                    form.separator() == '\t' ? "tab" : String.valueOf(form.separator()));
        }
        form.comment().ifPresent(sign -> keys.put("comment", sign.toString()));
        if (look.enough()) {
            if (isNamed(headers)) {
                keys.put("columns", List.copyOf(headers.iterator().next()));
                putCells(keys, columns, group.files().size());
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

    private static long addRows(
            CsvText text, List<String> header, Map<String, Column> columns, int number)
            throws IOException, CsvText.NoCsv {
        long rows = 0;
        for (var row = text.row(); row.isPresent(); row = text.row()) {
            if (row.get().cells().size() != header.size()) {
                throw new CsvText.NoCsv(row.get().line(), "another number of cells");
            }
            for (int i = 0; i < header.size(); i++) {
                columns.computeIfAbsent(header.get(i), _ -> new Column())
                        .add(number, row.get().cells().get(i));
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

    private static void putCells(
            Map<String, Object> keys, Map<String, Column> columns, int tables) {
        var types = new LinkedHashMap<String, Object>();
        var filled = new ArrayList<String>();
        var varieties = new LinkedHashMap<String, Variety>();
        columns.forEach((name, column) -> {
            column.type().ifPresent(type -> types.put(name, type.word()));
            if (column.isFilled()) {
                filled.add(name);
            }
            varieties.put(name, column.variety());
        });
        if (!types.isEmpty()) {
            keys.put("types", types);
        }
        if (!filled.isEmpty()) {
            keys.put("filled", filled);
        }
        Variety.put(keys, varieties, tables);
    }
}
