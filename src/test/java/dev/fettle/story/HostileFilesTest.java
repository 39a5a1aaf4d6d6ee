package dev.fettle.story;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.names;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no file of the user's own, on its way in and on its way out: `/etc/passwd` is never
/// published, and nobody waits for ever at a pipe.
class HostileFilesTest {
    private static final Path PASSWORDS = Path.of("/etc/passwd");

    @TempDir private Path place;
    @AutoClose private TestHome home;
    private Path starts;

    @BeforeEach
    void a_home_that_copies_what_arrives() throws IOException {
        home = TestHome.in(place);
        starts = home.beside("starts");
        copies("../../inbox");
    }

    private void copies(String watch) throws IOException {
        home.automation(
                        "copy",
                        "watch: %s\nrun: ./go.sh {input} {output}\noutput: ../../site\nparallel: 1"
                                .formatted(watch))
                .script(
                        "copy",
                        """
                        echo "${1##*/}" >>../../starts
                        [ "${1##*/}" != first ] || while [ ! -e ../../go ]; do sleep 0.02; done
                        cp "$1" "$2"
                        """);
    }

    @Test
    void links_pipes_sockets_and_devices_are_no_inputs() throws Exception {
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var _ = FettleProcess.up(home)) {
            socket.bind(UnixDomainSocketAddress.of(home.inbox().resolve("socket")));
            link("passwd", PASSWORDS);
            link("dangling", Path.of("nowhere"));
            link("itself", Path.of("itself"));
            link("folder", Path.of("/etc"));
            make("mkfifo", "pipe");
            make("mknod", "zero", "c", "1", "5");
            Files.createSymbolicLink(home.beside("moved"), PASSWORDS);
            Files.move(home.beside("moved"), home.inbox().resolve("moved"));

            home.drop("last", "whole");
            home.awaitRun("copy");
        }
        assertThat(home.runArrived("copy")).as("by hand").isEmpty();
        try (var _ = FettleProcess.up(home)) {
            home.drop("after a restart", "whole");
            home.awaitRuns("copy", 2);
        }
        assertThat(lines(starts)).containsExactly("last", "after a restart");
        assertThat(names(home.site())).containsExactly("after a restart", "last");
    }

    @Test
    void where_links_are_followed_files_alone_count_and_a_link_is_handled_once() throws Exception {
        copies("{folder: ../../inbox, links: follow}");
        var meant = Files.writeString(home.beside("meant"), "meant");
        try (var _ = FettleProcess.up(home)) {
            link("dangling", Path.of("nowhere"));
            link("folder", Path.of("/etc"));
            make("mkfifo", "pipe");
            link("to a pipe", Path.of("pipe"));
            link("to a device", Path.of("/dev/zero"));
            link("meant", meant);
            home.awaitRun("copy");
            home.drop("last", "whole");

            home.awaitRuns("copy", 2);
        }
        assertThat(lines(starts)).containsExactly("meant", "last");
        assertThat(home.site().resolve("meant")).isRegularFile().content().isEqualTo("meant");
    }

    @Test
    void a_file_that_was_exchanged_for_a_link_while_it_waited_is_no_input_any_more()
            throws Exception {
        try (var _ = FettleProcess.up(home)) {
            home.drop("first", "whole");
            until(() -> lines(starts).size() == 1);
            home.drop("exchanged", "whole");
            home.drop("last", "whole");
            Files.createSymbolicLink(home.beside("link"), PASSWORDS);
            Files.move(
                    home.beside("link"),
                    home.inbox().resolve("exchanged"),
                    StandardCopyOption.ATOMIC_MOVE);
            Files.createFile(home.beside("go"));

            until(() -> Files.exists(home.site().resolve("last")));
        }
        assertThat(lines(starts)).containsExactly("first", "last");
        assertThat(names(home.site())).containsExactly("first", "last");
    }

    @ParameterizedTest
    @CsvSource({
        "pipe, pipe",
        "zero, /dev/zero",
        "folder, folder",
        "nowhere, nowhere",
        "loop, loop",
        "to a pipe, pipe"
    })
    void what_cannot_be_read_to_its_end_is_refused_by_hand_at_once(String name, String leadsTo)
            throws Exception {
        make("mkfifo", "pipe");
        Files.createDirectory(home.inbox().resolve("folder"));
        link("zero", Path.of("/dev/zero"));
        link("loop", Path.of("loop"));
        link("to a pipe", Path.of("pipe"));

        var ended = FettleProcess.call(home, "run", "copy", home.inbox().resolve(name).toString());

        assertThat(ended.code()).as(leadsTo).isEqualTo(2);
        assertThat(ended.err()).contains(name);
        assertThat(home.runs("copy")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ln -s /etc/passwd {output}/x, it leads to /etc/passwd",
        "ln -s ../../../../../../etc/passwd {output}/x, it leads to ..",
        "mkdir {output}/a; ln -s ../../x {output}/a/x, it leads to ../../x",
        "ln -s . {output}/a; ln -s a/../../x {output}/x, it leads to a/../../x",
        "mkfifo {output}/x, a FIFO",
        "mknod {output}/x c 1 3, a device",
        "'python3 -c \"import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])\" x; "
                + "mv x {output}/x', a socket"
    })
    void what_a_program_may_not_leave_makes_its_run_invalid_and_is_named(String run, String found)
            throws Exception {
        assumeTrue(!run.startsWith("mknod") || mayMakeDevices(), "only root may make devices");
        home.automation("make", "output: ../../site\nrun: |\n  echo good >{output}/good\n  " + run);

        var made = home.run("make");

        assertThat(made.outcome()).contains("invalid");
        assertThat(made.reason().orElse("")).contains("x", found);
        assertThat(names(home.site())).isEmpty();
    }

    /// A second name of the user's own file is no link: what is published is a copy.
    @Test
    void a_hard_link_to_the_input_is_published_as_a_file_of_its_own() throws Exception {
        home.automation("copy", "watch: ../../inbox\nrun: ln {input} {output}\noutput: ../../site");
        var input = home.drop("a", "whole");

        assertThat(home.run("copy", input).succeeded()).isTrue();
        Files.writeString(input, "written in place");

        assertThat(home.site().resolve("a")).content().isEqualTo("whole");
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(home.inbox().resolve(name), target);
    }

    /// What this user may not make is left out.
    private void make(String program, String name, String... rest) throws Exception {
        var command = new ArrayList<String>();
        command.add(program);
        command.add(home.inbox().resolve(name).toString());
        command.addAll(List.of(rest));
        new ProcessBuilder(command).start().waitFor();
    }

    private boolean mayMakeDevices() throws Exception {
        var device = home.beside("device").toString();
        return new ProcessBuilder("mknod", device, "c", "1", "3").start().waitFor() == 0;
    }
}
