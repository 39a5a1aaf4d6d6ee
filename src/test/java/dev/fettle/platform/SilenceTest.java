package dev.fettle.platform;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.kit.MortalMount;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilenceTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_place() throws IOException {
        home = TestHome.in(place);
    }

    @Test
    void what_lies_where_fettle_stands_is_never_asked() throws IOException {
        Silence.neverAt(home.root());

        assertThat(Silence.isPossible(home.root().resolve("not/yet"))).isFalse();
        assertThat(Silence.isPossible(Path.of("/"))).isFalse();
        assertThat(Silence.isPossible(Path.of("/proc/self"))).isTrue();
        assertThat(Silence.at(Path.of("/proc/self"))).isEmpty();
    }

    @Test
    void a_dead_mount_is_found_on_each_way_to_it_and_answers_again() throws Exception {
        try (var mount = MortalMount.of(home, "disk")) {
            Files.createDirectory(mount.original().resolve("folder"));
            var in = mount.point().resolve("folder/file");
            var link = Files.createSymbolicLink(home.beside("link"), Path.of("disk/folder"));
            var back = Files.createSymbolicLink(home.beside("back"), Path.of("disk/../site"));
            awaitAnswer(in);
            mount.die();
            awaitSilence(mount.point());

            assertThat(Silence.at(link.resolve("file"))).as("through a link").isPresent();
            assertThat(Silence.at(back)).as("over it and out again").isPresent();
            assertThat(Silence.at(home.site())).isEmpty();
            assertThat(Silence.at(home.beside("."))).isEmpty();
            assertThat(Silence.within(home.beside("."), 1)).as("below").isPresent();
            assertThat(Silence.within(home.site(), 1)).isEmpty();
            assertThatThrownBy(() -> Silence.refuse(in))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the mount " + mount.point())
                    .hasMessageContaining("has not answered since");
            long begin = System.nanoTime();
            for (int n = 0; n < 100; n++) {
                assertThat(Silence.at(in)).isPresent();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(lookers()).isEqualTo(1);

            mount.comeBack();
            awaitAnswer(in);
            mount.breakOff();
            awaitAnswer(in);
        }
    }

    @Test
    void work_that_may_hang_leaves_the_carriers_free() throws Exception {
        var threads = new boolean[2];
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        Apart.make(
                                List.of(Path.of("/proc")),
                                () -> threads[0] = Thread.currentThread().isVirtual());
                        Apart.make(
                                List.of(Path.of("/")),
                                () -> threads[1] = Thread.currentThread().isVirtual());
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();

        assertThat(threads).containsExactly(false, true);
    }

    /// Without a touch, which the answer of a moment ago would allow.
    private static void awaitSilence(Path point) throws IOException {
        var mount = Mounts.table().stream().filter(m -> m.point().equals(point)).findFirst();
        until(() -> MountLook.silentSince(mount.orElseThrow(), point).isPresent());
    }

    private static void awaitAnswer(Path path) {
        until(() -> Silence.isPossible(path) && Silence.at(path).isEmpty());
    }

    private static long lookers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/stat"))
                .count();
    }
}
