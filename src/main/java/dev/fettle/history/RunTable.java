package dev.fettle.history;

import dev.fettle.check.Finding;
import dev.fettle.store.Row;
import dev.fettle.store.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of the tables `run`, `run_input`, `finding`.
final class RunTable {
    private RunTable() {}

    static long insert(Sql sql, Run run) throws SQLException {
        return sql.number(
                "INSERT INTO run (id, automation, trigger, due, dry, boot, requested_at,"
                        + " started_at, log) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
                run.id().text(),
                run.automation(),
                run.trigger().word(),
                run.due(),
                run.dry(),
                run.boot(),
                run.requestedAt(),
                run.startedAt(),
                run.log());
    }

    static void otherInputs(Sql sql, long run, List<Input> inputs) throws SQLException {
        sql.update("DELETE FROM run_input WHERE run = ?", run);
        inputs(sql, run, inputs);
    }

    static void inputs(Sql sql, long run, List<Input> inputs) throws SQLException {
        for (int n = 0; n < inputs.size(); n++) {
            var input = inputs.get(n);
            sql.update(
                    "INSERT INTO run_input (run, n, path, size, sha256) VALUES (?, ?, ?, ?, ?)",
                    run,
                    n,
                    input.path(),
                    input.size(),
                    input.sha256());
        }
    }

    /// @return when it was started; empty where it is over
    static Optional<Instant> started(Sql sql, long run, Instant at) throws SQLException {
        return sql.one(
                "UPDATE run SET started_at = coalesce(started_at, ?) WHERE seq = ? AND outcome IS"
                        + " NULL RETURNING started_at",
                row -> row.time("started_at"),
                at,
                run);
    }

    static boolean giveUpUnlessBegun(Sql sql, long run, Outcome outcome) throws SQLException {
        boolean given =
                sql.update(
                                "UPDATE run SET outcome = ?, reason = ?, duration_ms = 0 WHERE seq"
                                        + " = ? AND outcome IS NULL AND started_at IS NULL",
                                outcome.word(),
                                outcome.reason(),
                                run)
                        == 1;
        if (given) {
            RecordedTable.add(sql, run);
        }
        return given;
    }

    /// Why a run that is not over does not get on.
    static void stuck(Sql sql, long run, String why) throws SQLException {
        sql.update(
                "UPDATE run SET reason = ? WHERE seq = ? AND outcome IS NULL AND reason IS NOT ?",
                why,
                run,
                why);
    }

    static void finished(Sql sql, Run over) throws SQLException {
        sql.update(
                "UPDATE run SET outcome = ?, reason = ?, exit_code = ?, attempts = ?, duration_ms ="
                        + " ? WHERE seq = ?",
                over.outcome(),
                over.reason(),
                over.exitCode(),
                over.attempts(),
                over.duration().map(Duration::toMillis),
                over.seq());
        RecordedTable.add(sql, over.seq());
    }

    static void findings(Sql sql, long run, List<Finding> findings) throws SQLException {
        for (int n = 0; n < findings.size(); n++) {
            var f = findings.get(n);
            sql.update(
                    "INSERT INTO finding (run, n, name, code, file, passed, warning, expected,"
                            + " found, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    run,
                    n,
                    f.name(),
                    f.code(),
                    f.file(),
                    f.passed(),
                    f.warning(),
                    f.expected(),
                    f.found(),
                    f.detail());
        }
    }

    /// @param at since when its result is known to be wrong; empty where it is not after all
    static void bad(Sql sql, long run, Optional<Instant> at) throws SQLException {
        sql.update("UPDATE run SET bad_at = ? WHERE seq = ?", at, run);
    }

    static Optional<Run> find(Sql sql, String idOrBeginning) throws SQLException {
        var found =
                sql.list(
                        "SELECT * FROM run WHERE id >= ? AND id < ? || '~' LIMIT 2",
                        RunTable::run,
                        idOrBeginning,
                        idOrBeginning);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    static long countBeginningWith(Sql sql, String beginning) throws SQLException {
        return sql.number(
                "SELECT count(*) FROM run WHERE id >= ? AND id < ? || '~'", beginning, beginning);
    }

    static Optional<Run> get(Sql sql, long seq) throws SQLException {
        return sql.one("SELECT * FROM run WHERE seq = ?", RunTable::run, seq);
    }

    static List<Run> newest(Sql sql, String automation, int limit) throws SQLException {
        return sql.list(
                "SELECT * FROM run WHERE automation = ? ORDER BY seq DESC LIMIT ?",
                RunTable::run,
                automation,
                limit);
    }

    static Optional<Instant> newestRequest(Sql sql) throws SQLException {
        return sql.one(
                "SELECT requested_at FROM run ORDER BY seq DESC LIMIT 1",
                row -> row.time("requested_at"));
    }

    static List<Run> newest(Sql sql, int limit) throws SQLException {
        return sql.list("SELECT * FROM run ORDER BY seq DESC LIMIT ?", RunTable::run, limit);
    }

    static Optional<Run> lastGood(Sql sql, String automation) throws SQLException {
        return sql.one(
                "SELECT * FROM run WHERE automation = ? AND outcome = 'succeeded' AND dry = 0 AND"
                        + " bad_at IS NULL ORDER BY seq DESC LIMIT 1",
                RunTable::run,
                automation);
    }

    static Optional<Run> lastGood(Sql sql, String automation, Path input) throws SQLException {
        return sql.one(
                """
                SELECT * FROM run WHERE automation = ? AND outcome = 'succeeded' AND dry = 0 AND bad_at IS NULL
                  AND EXISTS (SELECT 1 FROM run_input i WHERE i.run = run.seq AND i.path = ?)
                ORDER BY seq DESC LIMIT 1
                """,
                RunTable::run,
                automation,
                input);
    }

    static List<Run> unfinished(Sql sql, String automation) throws SQLException {
        return sql.list(
                "SELECT * FROM run WHERE automation = ? AND outcome IS NULL ORDER BY seq",
                RunTable::run,
                automation);
    }

    static List<Run> workingSince(Sql sql, Instant before) throws SQLException {
        return sql.list(
                "SELECT * FROM run WHERE outcome IS NULL AND started_at <= ? ORDER BY started_at"
                        + " LIMIT 1000",
                RunTable::run,
                before);
    }

    /// How many runs its slot has had.
    static long countOfSlot(Sql sql, Run run) throws SQLException {
        return sql.number(
                "SELECT count(*) FROM run WHERE automation = ? AND trigger = ? AND due = ?",
                run.automation(),
                run.trigger().word(),
                run.due());
    }

    /// Runs that are not over, with the turns of their slots.
    static List<Slots.Working> working(Sql sql, String automation) throws SQLException {
        return sql.list(
                """
                SELECT run.id, run.started_at, slot.turn FROM run LEFT JOIN slot ON slot.run = run.id
                WHERE run.automation = ? AND run.outcome IS NULL ORDER BY run.seq
                """,
                row ->
                        new Slots.Working(
                                new RunId(row.text("id")),
                                row.maybeTime("started_at").isPresent(),
                                row.maybeText("turn").map(Turn::of)),
                automation);
    }

    static List<String> withUnfinished(Sql sql) throws SQLException {
        return sql.list(
                "SELECT DISTINCT automation FROM run WHERE outcome IS NULL ORDER BY automation",
                row -> row.text("automation"));
    }

    static List<Input> inputs(Sql sql, long run) throws SQLException {
        return sql.list(
                "SELECT * FROM run_input WHERE run = ? ORDER BY n",
                row -> new Input(row.path("path"), row.number("size"), row.text("sha256")),
                run);
    }

    static List<Finding> findings(Sql sql, long run) throws SQLException {
        return sql.list(
                "SELECT * FROM finding WHERE run = ? ORDER BY n",
                row ->
                        new Finding(
                                row.text("name"),
                                row.maybeText("code"),
                                row.maybeText("file"),
                                row.maybeFlag("passed"),
                                row.maybeText("warning"),
                                row.maybeText("expected"),
                                row.maybeText("found"),
                                row.maybeText("detail")),
                run);
    }

    /// The first warning of one check.
    static Optional<String> warning(Sql sql, long run, String check) throws SQLException {
        return sql.one(
                "SELECT warning FROM finding WHERE run = ? AND name = ? AND warning IS NOT NULL"
                        + " ORDER BY n LIMIT 1",
                row -> row.text("warning"),
                run,
                check);
    }

    /// All but the newest `keep` of an automation and all older than `before` go; unfinished runs,
    /// the last good and the last bad stay (where there is none, 0 stands for it: no run compares
    /// with NULL). With a run goes what it published, so one that could still be undone stays until
    /// its versions are given up, and one whose journal is open until that is closed.
    static int prune(Sql sql, String automation, int keep, Instant before) throws SQLException {
        return sql.update(
                """
                DELETE FROM run WHERE automation = ?1 AND outcome IS NOT NULL
                  AND (requested_at < ?3 OR seq <= coalesce(
                        (SELECT seq FROM run WHERE automation = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2), 0))
                  AND seq <> (SELECT coalesce(max(seq), 0) FROM run WHERE automation = ?1 AND outcome = 'succeeded' AND dry = 0 AND bad_at IS NULL)
                  AND seq <> (SELECT coalesce(max(seq), 0) FROM run WHERE automation = ?1 AND outcome <> 'succeeded')
                  AND NOT EXISTS (SELECT 1 FROM publication_file f WHERE f.run = run.seq AND f.version_state = 'kept')
                  AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.run = run.seq AND p.state NOT IN ('published', 'undone'))
                """,
                automation,
                keep,
                before);
    }

    /// Of all that ran, those among them that are gone.
    static List<String> automations(Sql sql) throws SQLException {
        return sql.list("SELECT DISTINCT automation FROM run", row -> row.text("automation"));
    }

    static void forget(Sql sql, String automation) throws SQLException {
        sql.update(
                """
                DELETE FROM run WHERE automation = ? AND outcome IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM publication_file f WHERE f.run = run.seq AND f.version_state = 'kept')
                  AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.run = run.seq AND p.state NOT IN ('published', 'undone'))
                """,
                automation);
    }

    static Run run(Row row) throws SQLException {
        return new Run(
                row.number("seq"),
                new RunId(row.text("id")),
                row.text("automation"),
                Trigger.of(row.text("trigger")),
                row.maybeTime("due"),
                row.flag("dry"),
                row.text("boot"),
                row.time("requested_at"),
                row.maybeTime("started_at"),
                row.maybeNumber("duration_ms").stream().mapToObj(Duration::ofMillis).findFirst(),
                row.integer("attempts"),
                row.maybeText("outcome"),
                row.maybeText("reason"),
                row.maybeInt("exit_code"),
                row.path("log"),
                row.maybeTime("bad_at").isPresent());
    }
}
