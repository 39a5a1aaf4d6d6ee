package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that is locked, spoilt or exchanged under a working daemon: nothing is written to it
/// that does not belong there, it is told, and no input is lost.
class SpoiltStoresTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path database;

    @BeforeEach
    void a_home_that_copies_what_arrives() throws IOException {
        home = TestHome.in(place);
        database = home.workshop().state().database();
        home.automation(
                        "copy",
                        "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script("copy", "echo \"$1\" >>../../starts; cp \"$1\" \"$2\"");
    }

    /// Ten seconds are what a writer waits by itself.
    @Test
    @Tag("long")
    @Tag("long-machine")
    void one_that_another_program_locks_for_long_is_told_and_waited_for() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "a");
            home.awaitRun("copy");
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + database);
                    var statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                home.drop("b", "b");
                var input = Files.writeString(home.beside("c"), "c").toString();

                var verb = FettleProcess.call(home, "run", "copy", input);

                assertThat(verb.code()).isEqualTo(2);
                assertThat(verb.err()).contains("is locked by another program");
                assertThat(FettleProcess.call(home, "status").code()).isZero();
                assertThat(names(home.site())).containsExactly("a");
                statement.execute("ROLLBACK");
            }
            until(() -> names(home.site()).contains("b"));
        }
        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates();
    }

    @Test
    void one_that_a_newer_fettle_took_over_is_left_alone_by_the_older_daemon() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "a");
            home.awaitRun("copy");
            int ours = version();
            execute("PRAGMA user_version = 999");
            home.drop("b", "b");

            until(() -> troubles().contains("newer Fettle"));
            var verb = FettleProcess.call(home, "status");

            assertThat(verb.code()).isEqualTo(2);
            assertThat(verb.err()).contains("newer Fettle").doesNotContain("at dev.fettle");
            assertThat(names(home.site())).containsExactly("a");
            execute("PRAGMA user_version = " + ours);
            until(() -> names(home.site()).contains("b"));
        }
        assertThat(lines(home.beside("starts"))).hasSize(2);
    }

    @Test
    void one_that_is_exchanged_is_told_and_the_next_daemon_handles_what_came() throws Exception {
        var copy = home.beside("copy.db");
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "a");
            home.awaitRun("copy");
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
            Files.copy(database, copy);
            Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
            home.drop("b", "b");

            until(() -> troubles().contains("was exchanged while Fettle worked"));
            assertThat(names(home.site())).containsExactly("a");
        }
        try (var _ = FettleProcess.up(home)) {
            until(() -> names(home.site()).contains("b"));
        }
        assertThat(lines(home.beside("starts"))).hasSize(2);
    }

    @Test
    void one_that_is_damaged_is_told_by_every_verb_and_left_as_it_is() throws Exception {
        home.drop("a", "a");
        home.runArrived("copy");
        home.workshop().close();
        var bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, 0, 4096, (byte) 'x');
        Files.write(database, bytes);

        for (var verb : new String[] {"status", "runs", "up", "recover"}) {
            var ended = FettleProcess.call(home, verb);

            assertThat(ended.code()).as(verb).isEqualTo(2);
            assertThat(ended.err()).contains("is damaged").doesNotContain("at dev.fettle");
        }
        assertThat(database).hasBinaryContent(bytes);
    }

    private String troubles() throws IOException {
        var log = database.resolveSibling("fettle.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private int version() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var each = connection.createStatement();
                var version = each.executeQuery("PRAGMA user_version")) {
            return version.getInt(1);
        }
    }

    private void execute(String statement) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var each = connection.createStatement()) {
            each.execute(statement);
        }
    }
}
