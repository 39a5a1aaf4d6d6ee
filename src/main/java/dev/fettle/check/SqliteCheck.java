package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import dev.fettle.platform.PathBytes;
import dev.fettle.store.ForeignDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// `sqlite`, `sqlite: {query: SELECT count(*) > 100 FROM note}`: each file is a SQLite database
/// whose pages, rows and indexes are sound, and that answers as it must.
record SqliteCheck(boolean integrity, Queries queries) implements FileCheck {
    static final SqliteCheck PLAIN = new SqliteCheck(true, Queries.parse(Optional.empty()));

    private static final byte[] SIGN = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /// The question for the number of all rows: one that SQL cannot ask by itself.
    private static final String HOW_MANY =
            """
            SELECT group_concat('(SELECT count(*) FROM "' || replace(name, '"', '""') || '")', '+')
            FROM (SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'
                  ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name LIMIT 100)
            """;

    private static final String SOUND = "a sound SQLite database";

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Judgement judge(Path file, Evidence evidence) throws IOException, InterruptedException {
        var empty = NotEmptyCheck.emptiness(file);
        if (empty.isPresent()) {
            return empty.get();
        }
        if (!isOne(file)) {
            return new Judgement.Bad(
                    "no-database", SOUND, "it is no database, but " + Content.of(file).type());
        }
        try (var database = ForeignDatabase.open(file, evidence.occasion()::isLate)) {
            if (integrity) {
                var fault = database.fault();
                if (fault.isPresent()) {
                    return damaged(fault.get());
                }
                count(database, file, evidence.seen());
            }
            for (var query : queries.wanted().entrySet()) {
                var answer = database.asked(query.getKey());
                var missed = Queries.missed(query.getKey(), query.getValue(), answer);
                if (missed.isPresent()) {
                    return missed.get();
                }
            }
        } catch (ForeignDatabase.Late e) {
            return new Judgement.Unmade("too-slow", "there was no time to read all of it");
        } catch (ForeignDatabase.Refused e) {
            return e.damaged()
                    ? damaged(e.words())
                    : new Judgement.Unmade("query", "it cannot be asked this: " + e.words());
        }
        return unmerged(file);
    }

    static boolean isOne(Path file) throws IOException {
        return Arrays.equals(Reading.head(file, SIGN.length), SIGN);
    }

    /// Right after all of it was read, when that costs next to nothing.
    private static void count(ForeignDatabase database, Path file, Seen seen)
            throws IOException, InterruptedException {
        try {
            var question = database.asked(HOW_MANY);
            var rows = question.isPresent() ? database.asked("SELECT " + question.get()) : question;
            seen.rows(file, "SQLite database", rows.map(Long::parseLong).orElse(0L));
        } catch (ForeignDatabase.Late | ForeignDatabase.Refused e) {
            return; // a virtual table whose module is not here; nobody asked for the number
        }
    }

    private static Judgement damaged(String said) {
        var line = said.lines().filter(l -> !l.startsWith("***")).findFirst().orElse(said);
        return new Judgement.Bad("damaged", SOUND, "the database says: " + Wording.visible(line));
    }

    /// What its writer has not moved into it lies beside it, and is not looked at.
    private static Judgement unmerged(Path file) throws IOException {
        var name = CheckCommand.join(PathBytes.of(file.getFileName()), "-wal");
        var log = file.resolveSibling(PathBytes.path(name));
        return Files.isRegularFile(log) && Files.size(log) > 0
                ? new Judgement.Doubtful("its newest rows may lie beside it, in a -wal file")
                : Judgement.GOOD;
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "sqlite";
        }

        @Override
        public String says() {
            return "each file is a SQLite database that is sound, and answers as it must";
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of(
                            "integrity",
                            new Shape.Flag(),
                            "whether all of it is read and held together; true where nothing is"
                                    + " stated"),
                    Key.of(
                            "query",
                            Queries.SHAPE,
                            "SQL whose first value must be true; with a value: just that"));
        }

        @Override
        public Check parse(Options options) {
            boolean integrity = !options.text("integrity").orElse("true").equals("false");
            return new SqliteCheck(integrity, Queries.parse(options.at("query")));
        }
    }
}
