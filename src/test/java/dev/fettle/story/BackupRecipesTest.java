package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipes of backups with the programs that they are for: made by `fettle new`, run, and what
/// they kept compared with what was there.
class BackupRecipesTest {
    /// Root reads everything: these are the rights of somebody who does not.
    private static final List<String> ORDINARY =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--");

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private BackedUp backup;

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
    }

    private void files(String folder) throws IOException {
        backup = BackedUp.in(home.beside(folder)).files(20, 2000);
    }

    @Test
    void restic_keeps_what_is_there_and_fails_where_something_is_left_out() throws Exception {
        files("it's \u00e4 $(disk)");
        try (var _ = Mounted.memory(backup.repository(), "size=20m")) {
            made(
                    "repository=" + backup.repository().resolve("restic"),
                    "password-file=" + backup.password(),
                    "source=" + backup.source() + "," + more());
            assertThat(failure()).contains("no snapshot was made: restic ended with 1");

            backup.restic("-r", backup.repository() + "/restic", "init");
            assertThat(run()).containsEntry("outcome", "succeeded");

            var back = backup.folder().resolve("back");
            backup.restic(
                    "-r",
                    backup.repository() + "/restic",
                    "restore",
                    "latest",
                    "--target",
                    back.toString());
            backup.run("diff", "-r", backup.source().toString(), back + "" + backup.source());
            backup.run("diff", "-r", more().toString(), back + "" + more());

            var hidden = Files.writeString(backup.source().resolve("hidden"), "x");
            assertThat(hidden.toFile().setReadable(false, false)).isTrue();
            assertThat(failure()).contains("a snapshot was made, but without what is named above");
            Files.delete(hidden);

            backup.run("mv", more().toString(), more() + ".away");
            assertThat(failure()).contains("no such folder: " + more());
            Files.createDirectory(more());
            assertThat(failure()).contains("the folder is empty: " + more());
            assertThat(backup.restic("-r", backup.repository() + "/restic", "snapshots"))
                    .contains("2 snapshots");
        }
        assertThat(run())
                .containsEntry("outcome", "blocked")
                .containsEntry("reason", "nothing is mounted at " + backup.repository());
        assertThat(backup.repository()).isEmptyDirectory();
    }

    @Test
    void borg_tells_a_file_that_changed_from_one_that_was_left_out() throws Exception {
        files("borg");
        home.recipe(
                "mine",
                "backup-borg",
                "repository=" + backup.repository(),
                "password-file=" + backup.password(),
                "source=" + backup.source());
        backup.run("borg", "init", "-e", "repokey-blake2");
        assertThat(run()).containsEntry("outcome", "succeeded");
        var back = Files.createDirectory(backup.folder().resolve("back"));
        var archive = backup.run("borg", "list", "--short", "--last", "1").strip();
        assertThat(archive).contains("-mine-20");
        backup.run("sh", "-c", "cd \"$1\" && borg extract \"::$2\"", "sh", back + "", archive);
        backup.run("diff", "-r", backup.source().toString(), back + "" + backup.source());

        var log = backup.source().resolve("growing.log");
        var bytes = new byte[16 << 20];
        new Random(7).nextBytes(bytes);
        Files.write(log, bytes);
        try (var writer = new Writer(log)) {
            var changed = run();
            assertThat(log(changed))
                    .contains("growing.log: file changed while we backed it up")
                    .contains("warning: an archive was made");
            assertThat(changed).containsEntry("exitCode", 0L);
            assertThat(writer.isAlive()).isTrue();
        }

        var hidden = Files.writeString(backup.source().resolve("hidden"), "x");
        assertThat(hidden.toFile().setReadable(false, false)).isTrue();
        assertThat(failure()).contains("an archive was made, but without what is named above");
        assertThat(backup.run("borg", "list", "--short").lines()).hasSizeGreaterThan(1);
    }

    @Test
    void rsync_makes_whole_snapshots_that_share_what_did_not_change() throws Exception {
        files("it's \u00e4 $(disk)");
        var snapshots = backup.repository();
        home.recipe(
                "mine",
                "backup-rsync",
                "source=" + backup.source(),
                "snapshots=" + snapshots,
                "keep=2");
        assertThat(failure()).contains("no such folder: " + snapshots);
        Files.createDirectory(snapshots);
        var kept = backup.source().resolve("d0/f0");
        var goes = Files.writeString(backup.source().resolve("goes"), "x");

        assertThat(run()).containsEntry("outcome", "succeeded");
        var first = latest();
        backup.run("diff", "-r", backup.source().toString(), first.toString());
        Files.delete(goes);
        backup.run("chmod", "640", kept.toString()); // in the new snapshot alone
        assertThat(run()).containsEntry("outcome", "succeeded");
        var second = latest();
        assertThat(second).isNotEqualTo(first);
        assertThat(first.resolve("goes")).exists();
        backup.run("diff", "-r", backup.source().toString(), second.toString());
        assertThat(inode(second, "d1/f1")).isEqualTo(inode(first, "d1/f1"));
        assertThat(inode(second, "d0/f0")).isNotEqualTo(inode(first, "d0/f0"));

        var hidden = Files.writeString(backup.source().resolve("hidden"), "x");
        assertThat(hidden.toFile().setReadable(false, false)).isTrue();
        assertThat(failure()).contains("no snapshot was made: what is named above");
        assertThat(latest()).isEqualTo(second);
        Files.delete(hidden);

        var vanishing = Files.writeString(backup.source().resolve("vanishing"), "x");
        var vanished =
                run(Map.of("PATH", whereItVanishes(vanishing) + ":" + System.getenv("PATH")));
        assertThat(log(vanished)).contains("warning: files vanished while they were copied");
        assertThat(latest()).isNotEqualTo(second).isDirectoryNotContaining("glob:**/vanishing");
        assertThat(first).as("two are kept").doesNotExist();
        assertThat(TestHome.names(snapshots))
                .containsExactly(name(second), name(latest()), "latest");
    }

    /// A rsync that finds a file in its list and no more when it opens it.
    private Path whereItVanishes(Path file) throws IOException {
        var bin = Files.createDirectory(backup.folder().resolve("bin"));
        var rsync =
                Files.writeString(
                        bin.resolve("rsync"),
                        """
                        #!/bin/sh
                        exec strace -f -qq -o /dev/null -P %s -e inject=open,openat,openat2:error=ENOENT \\
                            /usr/bin/rsync "$@"
                        """
                                .formatted(file.getFileName()));
        assertThat(rsync.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    private Path latest() throws IOException {
        return backup.repository().resolve("latest").toRealPath();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Object inode(Path snapshot, String file) throws IOException {
        return Files.getAttribute(snapshot.resolve(file), "unix:ino");
    }

    /// A second folder.
    private Path more() throws IOException {
        var more = backup.folder().resolve("more & more");
        if (!Files.exists(more.resolveSibling(more.getFileName() + ".away"))) {
            Files.writeString(Files.createDirectories(more).resolve("file"), "more");
        }
        return more;
    }

    private void made(String... settings) throws Exception {
        var words = new ArrayList<>(List.of("new", "mine", "--recipe", "backup-restic"));
        words.addAll(Arrays.asList(settings));
        var made = FettleProcess.call(home, words.toArray(String[]::new));
        assertThat(made.code()).as(made.out() + made.err()).isZero();
    }

    private Map<String, @Nullable Object> run() throws Exception {
        return run(Map.of());
    }

    private Map<String, @Nullable Object> run(Map<String, String> further) throws Exception {
        var cache = Map.of("XDG_CACHE_HOME", home.beside("cache").toString());
        var variables = new HashMap<>(cache);
        variables.putAll(further);
        try (var run = FettleProcess.start(ORDINARY, home, variables, "run", "mine", "--json")) {
            return run.awaitEnd().json();
        }
    }

    /// Of a run that fails: what its program said.
    private String failure() throws Exception {
        var run = run();
        assertThat(run.get("outcome")).as(run.toString()).isEqualTo("failed");
        return log(run);
    }

    private static String log(Map<String, @Nullable Object> run) throws IOException {
        return Files.readString(Path.of(String.valueOf(run.get("log"))));
    }

    /// Somebody who never stops writing to a file.
    private static final class Writer implements AutoCloseable {
        private final Thread thread;
        private volatile boolean isOver;

        Writer(Path file) {
            thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                while (!isOver) {
                                    try {
                                        Files.writeString(file, "x", StandardOpenOption.APPEND);
                                        Thread.sleep(1);
                                    } catch (IOException | InterruptedException e) {
                                        return;
                                    }
                                }
                            });
        }

        boolean isAlive() {
            return thread.isAlive();
        }

        @Override
        public void close() {
            isOver = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
