package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `csv: {columns: [date, amount], min-rows: 50, types: {amount: number}}`: each file is a table
/// whose rows all have as many cells as its first one, which names the columns.
///
/// @param filled columns in which no cell is empty
/// @param comment what a line begins with that is no row
/// @param columns the names in the first row, all of them and in this order; empty where any will
///   do
record CsvCheck(
        List<String> columns,
        Bounds rows,
        Map<String, CellType> types,
        List<String> filled,
        Repeated repeated,
        char separator,
        Optional<Character> comment,
        Charset encoding)
        implements FileCheck {
    private static final String NO_CSV = "no-csv";
    private static final String CSV = "CSV with as many cells in each row";
    private static final int MOST_SHOWN = 8;

    CsvCheck {
        columns = List.copyOf(columns);
        types = Map.copyOf(types);
        filled = List.copyOf(filled);
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        var decoder =
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var reader = new BufferedReader(new InputStreamReader(Reading.open(file), decoder))) {
            return judge(
                    new CsvText(reader, separator, comment),
                    rows -> evidence.seen().rows(file, "text", rows));
        } catch (CharacterCodingException e) {
            return new Judgement.Bad(
                    "encoding", "CSV in " + encoding.name(), "bytes that are no " + encoding);
        } catch (CsvText.NoCsv e) {
            return new Judgement.Bad(NO_CSV, CSV, String.valueOf(e.getMessage()));
        }
    }

    /// @param counted is told how many rows there are below the first
    private Judgement judge(CsvText text, LongConsumer counted)
            throws IOException, CsvText.NoCsv, InterruptedException {
        var first = text.row();
        if (first.isEmpty()) {
            return new Judgement.Bad(NO_CSV, CSV, "no row at all");
        }
        var header = first.get().cells().stream().map(String::strip).toList();
        var named = header(header);
        if (named.isPresent()) {
            return named.get();
        }
        var wanted = wanted(header);
        var watch = repeated.watch();
        var watched = new LinkedHashMap<String, Integer>();
        repeated.places().forEach(column -> watched.put(column, header.indexOf(column)));
        var full =
                filled.stream()
                        .collect(
                                Collectors.toMap(
                                        header::indexOf, _ -> CellType.FILLED, (a, _) -> a));
        long found = 0;
        for (var row = text.row(); row.isPresent(); row = text.row()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            found++;
            var fault = fault(row.get(), header, wanted, full);
            if (fault.isPresent()) {
                return fault.get();
            }
            var cells = row.get().cells();
            watched.forEach((column, at) -> watch.see(column, cells.get(at)));
        }
        counted.accept(found);
        var number = judge(found);
        return number.equals(Judgement.GOOD) ? watch.fault().orElse(number) : number;
    }

    private Judgement judge(long found) {
        boolean few = rows.least().isPresent() && found < rows.least().getAsLong();
        return rows.missedBy(found, n -> Wording.count(n, "row") + " below the first")
                .<Judgement>map(expected ->
                        new Judgement.Bad(
                                few ? "min-rows" : "max-rows",
                                expected,
                                Wording.count(found, "row")))
                .orElse(Judgement.GOOD);
    }

    private Optional<Judgement> header(List<String> header) {
        var start = header.getFirst().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!") || start.startsWith("<html") || start.startsWith("<?xml")) {
            return Optional.of(new Judgement.Bad(NO_CSV, CSV, "it begins as HTML or XML does"));
        }
        if (!columns.isEmpty() && !columns.equals(header)) {
            return Optional.of(
                    new Judgement.Bad(
                            "columns", listed(columns), "the columns are " + listed(header)));
        }
        for (var column :
                Stream.of(types.keySet(), filled, repeated.places())
                        .flatMap(Collection::stream)
                        .toList()) {
            if (!header.contains(column)) {
                return Optional.of(
                        new Judgement.Bad(
                                "columns",
                                "a column " + Wording.quoted(column),
                                "the columns are " + listed(header)));
            }
        }
        return Optional.empty();
    }

    private Map<Integer, CellType> wanted(List<String> header) {
        var wanted = new LinkedHashMap<Integer, CellType>();
        types.forEach((column, type) -> wanted.put(header.indexOf(column), type));
        return wanted;
    }

    private Optional<Judgement> fault(
            CsvText.Row row,
            List<String> header,
            Map<Integer, CellType> wanted,
            Map<Integer, CellType> full) {
        if (row.cells().size() != header.size()) {
            return Optional.of(
                    new Judgement.Bad(
                            "cells",
                            Wording.count(header.size(), "cell") + ", as in the first row",
                            "line %d: %s"
                                    .formatted(
                                            row.line(),
                                            Wording.count(row.cells().size(), "cell"))));
        }
        if (row.cells().equals(columns)) {
            return Optional.of(
                    new Judgement.Bad(
                            "columns",
                            "the names of the columns in the first row alone",
                            "line %d: they stand there again".formatted(row.line())));
        }
        return misfit(row, header, full).or(() -> misfit(row, header, wanted));
    }

    private static Optional<Judgement> misfit(
            CsvText.Row row, List<String> header, Map<Integer, CellType> wanted) {
        for (var column : wanted.entrySet()) {
            var cell = row.cells().get(column.getKey());
            if (!column.getValue().fits(cell)) {
                return Optional.of(
                        new Judgement.Bad(
                                "types",
                                "%s in column %s"
                                        .formatted(
                                                column.getValue().word(),
                                                Wording.quoted(header.get(column.getKey()))),
                                "line %d: %s".formatted(row.line(), Wording.quoted(cell))));
            }
        }
        return Optional.empty();
    }

    private static String listed(List<String> columns) {
        var shown =
                columns.stream()
                        .limit(MOST_SHOWN)
                        .map(Wording::quoted)
                        .collect(Collectors.joining(", "));
        return columns.size() > MOST_SHOWN
                ? shown + ", … (%d in all)".formatted(columns.size())
                : shown;
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "csv";
        }

        @Override
        public String says() {
            return "each file is a table with as many cells in each row, and is as stated";
        }

        @Override
        public Shape options() {
            var keys = new ArrayList<Key>();
            keys.addAll(
                    List.of(
                            Key.of(
                                    "columns",
                                    Shape.list(Shape.text("column")),
                                    "the names in the first row, all of them and in this order"),
                            Key.of(
                                    "min-rows",
                                    new Shape.Whole(0, Long.MAX_VALUE),
                                    "how many rows there must be at least below the first"),
                            Key.of(
                                    "max-rows",
                                    new Shape.Whole(0, Long.MAX_VALUE),
                                    "how many rows there may be below the first"),
                            Key.of(
                                    "types",
                                    new Shape.Table("^.*$", "column", Shape.word(CellType.words())),
                                    "what the cells of a column must be; an empty one passes, but for"
                                            + " filled"),
                            Key.of(
                                    "filled",
                                    Shape.list(Shape.text("column")),
                                    "columns in which no cell is empty"),
                            Key.of(
                                    "separator",
                                    Shape.text("^(.|tab)$", "separator", "one character, or tab"),
                                    "what stands between cells; a comma where nothing is stated"),
                            Key.of(
                                    "comment",
                                    Shape.text("^.$", "sign", "one character, such as #"),
                                    "what a line begins with that is no row"),
                            Key.of(
                                    "encoding",
                                    Shape.word("utf-8", "latin1"),
                                    "how the text is encoded; utf-8 where nothing is stated")));
            keys.addAll(Repeated.keys("^.*$", "column"));
            return new Shape.Keys(keys, 0, keys.size());
        }

        @Override
        public Check parse(Options options) {
            var separator = options.text("separator").orElse(",");
            if (separator.equals("\"") || separator.equals("\n")) {
                options.problem("csv: this cannot separate cells", "write , or ; or | or tab");
            }
            var types = new LinkedHashMap<String, CellType>();
            if (options.at("types").orElse(null) instanceof Node.Mapping mapping) {
                for (var entry : mapping.entries()) {
                    types.put(entry.key().text(), CellType.of(entry.value().text()));
                }
            }
            return new CsvCheck(
                    options.texts("columns"),
                    options.bounds("min-rows", "max-rows", false),
                    types,
                    options.texts("filled"),
                    Repeated.parse(options),
                    separator.equals("tab") ? '\t' : separator.charAt(0),
                    options.text("comment").map(sign -> sign.charAt(0)),
                    options.text("encoding").orElse("utf-8").equals("latin1")
                            ? StandardCharsets.ISO_8859_1
                            : StandardCharsets.UTF_8);
        }
    }
}
