package dev.fettle.kit;

import static dev.fettle.kit.TestHome.until;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fettle.platform.ControlGroup;
import dev.fettle.platform.Mount;
import dev.fettle.platform.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A control group as systemd leaves it to a service with `Delegate=yes`: made by the test, with
/// systemd's mark on it.
public final class LeftGroup implements AutoCloseable {
    private final ControlGroup group;

    private LeftGroup(ControlGroup group) {
        this.group = group;
    }

    public static LeftGroup marked() throws Exception {
        var left = unmarked();
        var mark =
                new ProcessBuilder(
                                "setfattr",
                                "-n",
                                "user.delegate",
                                "-v",
                                "1",
                                left.folder().toString())
                        .inheritIO()
                        .start();
        if (mark.waitFor() != 0) {
            left.close();
            abort("control groups take no extended attributes here");
        }
        return left;
    }

    /// One that nobody left to whoever is started in it.
    public static LeftGroup unmarked() throws IOException {
        var whole =
                Mounts.table().stream()
                        .filter(mount -> mount.type().equals("cgroup2"))
                        .map(Mount::point)
                        .findFirst();
        assumeTrue(whole.isPresent(), "control groups of version 2 are not mounted here");
        try {
            var group = new ControlGroup(Files.createTempDirectory(whole.get(), "fettle-test-"));
            var left = new LeftGroup(group);
            if (!Files.exists(group.folder().resolve("cgroup.kill"))) {
                left.close();
                abort("this kernel cannot end a control group at once");
            }
            return left;
        } catch (IOException e) {
            return abort("control groups may not be made here: " + e.getMessage());
        }
    }

    public ControlGroup group() {
        return group;
    }

    /// What a daemon is started by, so that it starts in it.
    public List<String> inside() {
        return List.of("sh", "-c", "echo $$ >'" + group.door() + "' && exec \"$@\"", "sh");
    }

    private Path folder() {
        return group.folder();
    }

    @Override
    public void close() throws IOException {
        group.kill();
        until(group::remove);
    }
}
