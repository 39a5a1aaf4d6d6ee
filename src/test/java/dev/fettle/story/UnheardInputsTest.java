package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import dev.fettle.publish.Mounted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of which the kernel says little or nothing: put in place by a second name, in a folder
/// that took the watched one's place, below a mount.
class UnheardInputsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_that_copies_what_arrives() throws IOException {
        home = TestHome.in(place);
        copies("../../inbox");
    }

    private void copies(String watch) throws IOException {
        home.automation(
                        "copy",
                        "watch: " + watch + "\nrun: ./go.sh {input} {output}\noutput: ../../site")
                .script("copy", "echo \"${1##*/}\" >>../../starts\ncp \"$1\" \"$2\"");
    }

    /// As mail is delivered: written under one name, linked under another, the first removed.
    @Test
    void a_new_file_that_is_linked_in_and_loses_its_first_name_is_taken() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            for (int n = 0; n < 10; n++) {
                var first = Files.writeString(home.beside("first"), "whole");
                Files.createLink(home.inbox().resolve("linked" + n), first);
                Files.delete(first);
            }
            home.awaitRuns("copy", 10);
        }
        assertThat(names(home.site())).hasSize(10);
    }

    @Test
    void a_folder_that_is_deleted_and_made_again_is_watched_again() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "1");
            home.awaitRuns("copy", 1);
            for (int n = 2; n <= 4; n++) {
                delete(home.inbox());
                Files.createDirectory(home.inbox());
                Files.writeString(home.inbox().resolve("a"), "again");
                home.awaitRuns("copy", n);
            }
        }
    }

    @Test
    void a_folder_that_took_the_watched_ones_place_with_the_folder_above_it_is_watched()
            throws Exception {
        Files.createDirectories(home.beside("above/inbox"));
        copies("../../above/inbox");
        try (var _ = FettleProcess.up(home)) {
            Files.writeString(home.beside("above/inbox/a"), "a");
            home.awaitRuns("copy", 1);

            Files.move(home.beside("above"), home.beside("before"));
            Files.createDirectories(home.beside("above/inbox"));
            Files.writeString(home.beside("above/inbox/b"), "b");
            home.awaitRuns("copy", 2);
            Files.writeString(home.beside("before/inbox/c"), "in the old one");
            Files.writeString(home.beside("above/inbox/d"), "d");

            home.awaitRuns("copy", 3);
        }
        assertThat(names(home.site())).containsExactly("a", "b", "d");
    }

    /// A memory card that is mounted where the watched folder lies.
    @Test
    void what_lies_on_a_file_system_that_is_mounted_over_the_folder_is_taken() throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("a", "below");
            home.awaitRuns("copy", 1);
            try (var _ = Mounted.memory(home.inbox(), "size=1m")) {
                Files.writeString(home.inbox().resolve("b"), "on the card");
                home.awaitRuns("copy", 2);
                Files.writeString(home.inbox().resolve("c"), "heard");
                home.awaitRuns("copy", 3);
            }
            home.drop("d", "below again");

            until(() -> Files.exists(home.site().resolve("d")));
        }
    }

    /// What somebody else puts on a network's file system is not told to this machine. Here the
    /// other machine is the folder behind the mount, whose type is that of a network's.
    @Test
    void a_network_mount_is_looked_at_from_time_to_time_and_that_is_said() throws Exception {
        var other = Files.createDirectory(home.beside("other machine"));
        try (var _ = mountedAsOfNetwork(other, home.inbox());
                var _ = FettleProcess.up(home)) {
            Files.writeString(other.resolve("a"), "from there");
            Files.writeString(home.inbox().resolve("b"), "from here");
            home.awaitRuns("copy", 2);
            Files.writeString(other.resolve("a"), "changed there");

            home.awaitRuns("copy", 3);
            assertThat(home.site().resolve("a")).content().isEqualTo("changed there");
        }
        var told =
                home.workshop()
                        .store()
                        .read(sql -> sql.list("SELECT text FROM event", row -> row.text("text")));
        assertThat(told).anyMatch(text -> text.contains("is looked at every 2 s"));
        assertThat(lines(home.beside("starts"))).containsExactlyInAnyOrder("a", "b", "a");
    }

    private static AutoCloseable mountedAsOfNetwork(Path other, Path point) throws Exception {
        var mount =
                new ProcessBuilder(
                                "bindfs",
                                "-o",
                                "subtype=sshfs,fsname=host:/folder",
                                other.toString(),
                                point.toString())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(mount.waitFor() == 0, "nothing can be mounted by FUSE here: " + said.strip());
        return () ->
                assertThat(new ProcessBuilder("umount", "-l", point.toString()).start().waitFor())
                        .isZero();
    }

    private static void delete(Path path) throws Exception {
        assertThat(new ProcessBuilder("rm", "-r", path.toString()).start().waitFor()).isZero();
    }
}
