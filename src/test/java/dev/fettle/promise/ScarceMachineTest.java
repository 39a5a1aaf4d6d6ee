package dev.fettle.promise;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.Main;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promises 1 and 3 where the machine has hardly anything left for Fettle: too few descriptors, too
/// little memory. It says so, loses nothing, and goes on.
class ScarceMachineTest {
    /// Descriptors that a daemon may have beyond those that it has when nothing goes on.
    private static final int SPARE = 20;

    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_copies_what_arrives() throws IOException {
        home = TestHome.in(place);
        home.automation(
                        "copy",
                        "watch: {folder: ../../inbox, existing: handle}\nrun: ./go.sh {input} {output}\n"
                                + "output: ../../site")
                .script("copy", "echo \"$1\" >>../../starts; cp \"$1\" \"$2\"");
    }

    /// Who keeps the daemon's descriptors is a crowd of callers that say nothing.
    @Test
    void too_many_open_files_lose_no_input() throws Exception {
        try (var daemon = upFromAJar();
                var callers = new Crowd()) {
            home.drop("before", "1");
            home.awaitRun("copy");
            long most = open(daemon, Long.MAX_VALUE) + SPARE;
            var limit =
                    List.of(
                            "prlimit",
                            "--pid",
                            Long.toString(daemon.pid()),
                            "--nofile=%d:%d".formatted(most, most));
            assertThat(new ProcessBuilder(limit).start().waitFor()).isZero();
            while (open(daemon, most) < most) {
                callers.call(home.workshop().state().socket());
            }

            for (int n = 0; n < 10; n++) {
                home.drop("during" + n, "1");
            }
            assertThat(open(daemon, most)).as("none is left").isEqualTo(most);

            callers.hangUp();
            var all = IntStream.range(0, 10).mapToObj(n -> "during" + n).toList();
            until(() -> names(home.site()).containsAll(all));
            until(() -> home.runs("copy").stream().allMatch(run -> run.outcome().isPresent()));
        }
        assertThat(home.status("copy").health()).isEqualTo("ok");
        assertThat(lines(home.beside("starts"))).doesNotHaveDuplicates().hasSize(11);
    }

    /// An input, an output and a log that are each larger than its whole heap.
    @Test
    void what_is_larger_than_the_heap_passes_through_it() throws Exception {
        home.script("copy", "cp \"$1\" \"$2\"; head -c 60000000 \"$1\" | tr '\\0' x");
        try (var input =
                Files.newByteChannel(
                        home.beside("big"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            input.position(80_000_000).write(ByteBuffer.wrap(new byte[] {1}));
        }
        try (var _ =
                FettleProcess.start(home, Map.of("_JAVA_OPTIONS", "-Xmx40m"), "up").awaitReady()) {
            Files.move(home.beside("big"), home.inbox().resolve("big"));

            assertThat(home.awaitRun("copy").outcome()).contains("succeeded");
        }
        assertThat(Files.mismatch(home.site().resolve("big"), home.inbox().resolve("big")))
                .isEqualTo(-1);
    }

    /// Half a daemon would be worse than none: threads that died of it hold up others for ever.
    @Test
    void out_of_memory_ends_the_daemon_and_the_next_one_handles_all() throws Exception {
        home.automation(
                "copy", "watch: ../../inbox\nrun: ./go.sh {input} {output}\noutput: ../../site");
        for (int n = 0; n < 40_000; n++) {
            Files.createFile(home.inbox().resolve("one-of-very-many-inputs-" + n));
        }
        try (var daemon = FettleProcess.start(home, Map.of("_JAVA_OPTIONS", "-Xmx10m"), "up")) {
            var ended = daemon.awaitEnd();

            assertThat(ended.code()).as(ended.err()).isEqualTo(3);
            assertThat(ended.err()).contains("OutOfMemoryError");
        }
        try (var _ = FettleProcess.up(home)) {
            until(() -> home.status("copy").reason().orElse("").contains("40000 files wait"));
            home.drop("a", "1");
            until(() -> names(home.site()).contains("a"));
        }
        assertThat(lines(home.beside("starts"))).hasSize(1);
    }

    /// As it is installed: classes that lie in a folder want a descriptor each when they are
    /// loaded.
    private FettleProcess upFromAJar() throws Exception {
        var jar = home.beside("fettle.jar");
        var classes =
                Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var all = Files.walk(classes)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        var others = System.getProperty("java.class.path").replace(classes.toString(), "");
        var path = "-Djava.class.path=" + jar + File.pathSeparator + others;
        return FettleProcess.start(home, Map.of("_JAVA_OPTIONS", path), "up").awaitReady();
    }

    /// @param most numbers from there on do not count
    private static long open(FettleProcess process, long most) throws IOException {
        try (var all = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return all.filter(fd -> Integer.parseInt(fd.getFileName().toString()) < most).count();
        }
    }

    private static final class Crowd implements AutoCloseable {
        private final ArrayDeque<SocketChannel> channels = new ArrayDeque<>();

        void call(Path socket) throws IOException {
            channels.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        }

        @Override
        public void close() throws IOException {
            hangUp();
        }

        void hangUp() throws IOException {
            for (var channel = channels.poll(); channel != null; channel = channels.poll()) {
                channel.close();
            }
        }
    }
}
