package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class InotifyTest {

    private static final int WANTED = Inotify.IN_CLOSE_WRITE | Inotify.IN_MOVED_TO;

    @TempDir Path folder;
    private Inotify inotify;

    @BeforeEach
    void open() throws IOException {
        inotify = new Inotify();
    }

    @AfterEach
    void close() {
        inotify.close();
    }

    @Test
    void a_file_is_told_when_its_writer_closes_it_and_not_before() throws IOException {
        int watch = inotify.watch(folder, WANTED);
        try (OutputStream out = Files.newOutputStream(folder.resolve("file"))) {
            out.write(1);
            out.flush();
            assertThat(inotify.read(Duration.ofMillis(50))).isEmpty();
        }

        assertThat(inotify.read(Duration.ofSeconds(5)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.watch()).isEqualTo(watch);
                    assertThat(event.has(Inotify.IN_CLOSE_WRITE)).isTrue();
                    assertThat(event.path()).isEqualTo(Path.of("file"));
                });
    }

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void names_are_bytes(byte[] name) throws IOException {
        Path watched = Files.createDirectory(RawNames.in(folder, name));
        inotify.watch(watched, WANTED);
        Path outside = Files.createFile(folder.resolve("outside"));
        Renames.replace(outside, RawNames.in(watched, name));

        assertThat(inotify.read(Duration.ofSeconds(5)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.has(Inotify.IN_MOVED_TO)).isTrue();
                    assertThat(event.folder()).isFalse();
                    assertThat(event.name()).isEqualTo(name);
                });
    }

    @Test
    void many_come_in_one_read_in_order() throws IOException {
        inotify.watch(folder, WANTED);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            names.add("file" + i);
            Files.createFile(folder.resolve("file" + i));
        }

        List<String> told =
                inotify.read(Duration.ofSeconds(5)).stream().map(e -> e.path().toString()).toList();
        assertThat(told).isEqualTo(names);
    }

    @Test
    void lost_events_are_told() throws IOException {
        int limit = Integer.parseInt(ProcFile.text("sys/fs/inotify/max_queued_events").strip());
        assumeTrue(limit <= 50_000, "not a queue that a test can fill: " + limit);
        inotify.watch(folder, WANTED);
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        Files.createFile(here);
        for (int i = 0; i <= limit / 2; i++) {
            Renames.replace(here, there);
            Renames.replace(there, here);
        }

        List<Inotify.Event> all = new ArrayList<>();
        while (all.stream().noneMatch(Inotify.Event::overflow)) {
            List<Inotify.Event> some = inotify.read(Duration.ofSeconds(5));
            assertThat(some).isNotEmpty();
            all.addAll(some);
        }
        assertThat(all.getLast().overflow()).isTrue();
        assertThat(all.getLast().watch()).isEqualTo(-1);
        assertThat(all.getLast().name()).isEmpty();
    }

    @Test
    void a_watch_that_lost_its_folder_says_so() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        int watch = inotify.watch(inside, WANTED | Inotify.IN_DELETE_SELF);
        Files.delete(inside);

        assertThat(inotify.read(Duration.ofSeconds(5)))
                .anySatisfy(event -> assertThat(event.has(Inotify.IN_DELETE_SELF)).isTrue())
                .anySatisfy(event -> assertThat(event.ignored()).isTrue());
        inotify.unwatch(watch);
    }

    @Test
    void an_ended_watch_is_silent() throws IOException {
        int watch = inotify.watch(folder, WANTED);
        inotify.unwatch(watch);
        Files.createFile(folder.resolve("file"));

        assertThat(inotify.read(Duration.ofMillis(50))).allMatch(Inotify.Event::ignored);
        assertThat(inotify.read(Duration.ofMillis(50))).isEmpty();
    }

    @Test
    void closing_wakes_the_reader() throws Exception {
        inotify.watch(folder, WANTED);
        CompletableFuture<List<Inotify.Event>> read = new CompletableFuture<>();
        Thread reader =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                read.complete(inotify.read(Duration.ofMinutes(10)));
                            } catch (IOException e) {
                                read.completeExceptionally(e);
                            }
                        });
        inotify.close();

        assertThat(read.get(5, TimeUnit.SECONDS)).isEmpty();
        reader.join();
        assertThat(inotify.read(Duration.ofMinutes(10))).isEmpty();
        assertThatThrownBy(() -> inotify.watch(folder, WANTED)).hasMessageContaining("closed");
        inotify.close();
    }

    @Test
    void what_is_no_folder_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> inotify.watch(folder.resolve("none"), WANTED))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> inotify.watch(file, WANTED | Inotify.IN_ONLYDIR))
                .isInstanceOf(Errno.class)
                .hasMessageContaining("ENOTDIR");
    }

    /// Run in a user namespace of its own, where there is room for two watches.
    static final class Crowded {

        private Crowded() {}

        public static void main(String[] arguments) throws IOException {
            try (var inotify = new Inotify()) {
                for (String folder : arguments) {
                    inotify.watch(Path.of(folder), WANTED);
                }
            } catch (WatchLimit e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void the_kernels_limit_has_a_name_of_its_own() throws Exception {
        String script = "echo 2 >/proc/sys/user/max_inotify_watches || exit 99; exec \"$@\"";
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "-Ur",
                                "sh",
                                "-c",
                                script,
                                "x",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Crowded.class.getName()));
        for (String name : List.of("one", "two", "three")) {
            command.add(Files.createDirectory(folder.resolve(name)).toString());
        }

        Answer answer = Command.run(command, Map.of(), folder, Duration.ofSeconds(30), 10_000);

        assumeTrue(
                answer.exit() == 0, "no user namespace with limits of its own: " + answer.error());
        assertThat(answer.output())
                .contains(folder.resolve("three").toString(), "max_user_watches");
    }
}
