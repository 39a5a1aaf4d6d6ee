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
        sql("postgres", statement);
    }

    public void sql(String database, String statement) throws Exception {
        ask(database, statement);
    }

    /// The values of an answer, with bars between them.
    public String ask(String database, String statement) throws Exception {
        return must("psql", question(database, "-c", statement)).strip();
    }

    private String[] question(String database, String... further) {
        return Stream.concat(
                        Stream.of(
                                "-X",
                                "-q",
                                "-A",
                                "-t",
                                "-v",
                                "ON_ERROR_STOP=1",
                                "-d",
                                url(database)),
                        Stream.of(further))
                .toArray(String[]::new);
    }

    /// Says one statement again and again, each in a transaction of its own, until it is closed.
    public Writing writing(String database, String statement) throws Exception {
        var command = command("psql", question(database));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try (var input = process.outputWriter()) {
                                while (process.isAlive()) {
                                    input.write(statement + ";\n");
                                    input.flush();
                                }
                            } catch (IOException e) {
                                // it was closed
                            }
                        });
        return () -> {
            process.destroyForcibly();
            try {
                process.waitFor();
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /// Somebody who writes.
    @FunctionalInterface
    public interface Writing extends AutoCloseable {
        @Override
        void close();
    }

    private String must(String program, String... arguments) throws Exception {
        var answer = asked(program, arguments);
        assertThat(answer.exit()).as(answer.error() + answer.output()).isZero();
        return answer.output();
    }

    private Answer asked(String program, String... arguments)
            throws IOException, InterruptedException {
        return Command.run(
                command(program, arguments), Map.of("LC_ALL", "C.UTF-8"), folder, LIMIT, 1 << 16);
    }

    private List<String> command(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres"));
            command.add("--clear-groups");
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    public void stop() throws IOException, InterruptedException {
        asked("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
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
