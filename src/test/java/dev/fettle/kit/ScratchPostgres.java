package dev.fettle.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.platform.Answer;
import dev.fettle.platform.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A PostgreSQL server of its own, reached by a socket in its folder alone; as root it is run by
/// the user `postgres`, since it refuses root.
public final class ScratchPostgres implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Path programs;

    private ScratchPostgres(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
    }

    public static ScratchPostgres start() throws Exception {
        var folder = Files.createTempDirectory("fettle-postgres-");
        var server = new ScratchPostgres(folder, programs());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        server.must("initdb", "-D", server.data(), "-A", "trust", "-U", "me", "-E", "UTF8", "-N");
        server.must(
                "pg_ctl",
                "-D",
                server.data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-h '' -F -k " + folder,
                "-w",
                "start");
        return server;
    }

    /// Debian keeps them beside each other by version.
    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.sorted().toList().getLast().resolve("bin");
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /// What psql takes.
    public String url(String database) {
        return "postgresql://me@/%s?host=%s".formatted(database, folder);
    }

    public void sql(String statement) throws Exception {
        must("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url("postgres"), "-c", statement);
    }

    private void must(String program, String... arguments) throws Exception {
        var answer = run(program, arguments);
        assertThat(answer.exit()).as(answer.error() + answer.output()).isZero();
    }

    private Answer run(String program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres"));
            command.add("--clear-groups");
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return Command.run(command, Map.of("LC_ALL", "C.UTF-8"), folder, LIMIT, 1 << 16);
    }

    @Override
    public void close() throws IOException {
        try {
            run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
            Command.run(
                    List.of("rm", "-rf", folder.toString()),
                    Map.of(),
                    Path.of("/"),
                    LIMIT,
                    1 << 10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
