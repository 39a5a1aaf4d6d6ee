package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `postgres: {database: postgresql://me@nas.lan/photos, query: SELECT count(*) > 0 FROM photo}`: a
/// database answers as it must. It is asked by `psql`, with the automation's own variables: the
/// password is a secret called PGPASSWORD.
///
/// @param database what psql takes; empty for what the variables say
/// @param integrity whether all rows are read, as for a dump that goes nowhere
record PostgresCheck(Optional<String> database, boolean integrity, Queries queries)
        implements PlaceCheck {
    /// psql's word for a connection that it did not get, or lost.
    private static final int NO_CONNECTION = 2;

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public List<String> programs() {
        return integrity ? List.of("psql", "pg_dump") : List.of("psql");
    }

    @Override
    public String place() {
        return database.orElse("the database");
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException, InterruptedException {
        for (var query : queries.wanted().entrySet()) {
            var answer = asked(evidence, query.getKey());
            if (answer.exit() != 0 || answer.tookTooLong()) {
                return refused(answer, evidence);
            }
            var first = answer.output().lines().findFirst().filter(l -> !l.isEmpty());
            var missed = Queries.missed(query.getKey(), query.getValue(), first);
            if (missed.isPresent()) {
                return missed.get();
            }
        }
        return integrity ? dumped(evidence) : Judgement.GOOD;
    }

    private Answer asked(Evidence evidence, String query) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("psql", "-X", "-A", "-t", "-q", "-w"));
        words.addAll(List.of("-v", "ON_ERROR_STOP=1"));
        database.ifPresent(d -> words.addAll(List.of("-d", d)));
        words.addAll(List.of("-c", query));
        return Asked.about(evidence.folder(), evidence, words.toArray(String[]::new));
    }

    private Judgement dumped(Evidence evidence) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("pg_dump", "-w", "-f", "/dev/null"));
        database.ifPresent(d -> words.addAll(List.of("-d", d)));
        var answer = Asked.about(evidence.folder(), evidence, words.toArray(String[]::new));
        if (answer.exit() == 0 && !answer.tookTooLong()) {
            return Judgement.GOOD;
        }
        var said = answer.error();
        boolean damaged =
                said.contains("invalid page")
                        || said.contains("could not read block")
                        || said.contains("missing chunk")
                        || said.contains("corrupt");
        return damaged
                ? new Judgement.Bad(
                        "damaged",
                        "a database whose rows can all be read",
                        Asked.said(answer, evidence.folder(), evidence))
                : refused(answer, evidence);
    }

    private Judgement refused(Answer answer, Evidence evidence) {
        if (answer.tookTooLong()) {
            return new Judgement.Unmade(
                    "too-slow",
                    "%s: no answer within %s".formatted(place(), Wording.duration(Asked.LIMIT)));
        }
        var said = Asked.said(answer, evidence.folder(), evidence);
        boolean password = answer.error().contains("password");
        var code = password ? "refused" : answer.exit() == NO_CONNECTION ? "unreachable" : "query";
        return new Judgement.Unmade(code, "%s cannot be asked: %s".formatted(place(), said));
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "postgres";
        }

        @Override
        public String says() {
            return "a PostgreSQL database answers as it must, and can be read to its last row";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.keys(
                    Key.of(
                            "database",
                            Shape.filled("database"),
                            "a name or postgresql://user@host/name; else what PGHOST and the like"
                                    + " say"),
                    Key.of(
                            "query",
                            Queries.SHAPE,
                            "SQL whose first value must be true; with a value: just that"),
                    Key.of(
                            "integrity",
                            new Shape.Flag(),
                            "whether every row is read, as for a dump"));
        }

        @Override
        public Check parse(Options options) {
            options.at("database")
                    .filter(node -> node.text().matches("(?s).*://[^/@]*:[^/@]*@.*|.*password=.*"))
                    .ifPresent(node ->
                            options.problem(
                                    node,
                                    "postgres: a password that everybody can read here, and in the"
                                            + " list of processes",
                                    "keep it with fettle secret set PGPASSWORD, and name that under"
                                            + " secrets:"));
            boolean integrity = options.text("integrity").orElse("false").equals("true");
            if (options.at("query").isEmpty() && !integrity) {
                options.problem(
                        "postgres without query and integrity checks nothing", "state one of them");
            }
            return new PostgresCheck(
                    options.text("database"), integrity, Queries.parse(options.at("query")));
        }
    }
}
