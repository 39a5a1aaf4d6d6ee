package dev.fettle.platform;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A look at a mount by a small process, so that nothing of this one hangs where the mount is dead.
///
/// One that hangs is left alone, and no second one is started for that mount: it ends when the
/// mount answers or is gone, and only then is it looked at again. Where this process ends first, it
/// is killed; stuck in the kernel it stays until the mount lets it go.
final class MountLook {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /// For so long an answer stands for all that lies on the mount.
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    /// What a file system is asked for how full it is, it does not answer from memory.
    private static final List<byte[]> COMMAND =
            List.of(
                    bytes("/bin/sh"),
                    bytes("-c"),
                    bytes(
                            "command -v stat >/dev/null && exec stat -f -- \"$@\"; for at; do cd -- \"$at\"; done"),
                    bytes("look"));

    private static final List<byte[]> ENVIRONMENT =
            List.of(bytes("PATH=/usr/bin:/bin:/run/current-system/sw/bin"));

    private static final int KILL = 9;
    private static final Clock CLOCK = Clock.system();
    private static final Map<Mount, MountLook> LOOKS = new ConcurrentHashMap<>();
    private static boolean killedAtTheEnd;

    private final long begun = CLOCK.nanos();
    private final Instant since = CLOCK.now();
    private final Child child;
    private final Optional<ProcessEntry> process;

    /// Holds the moment at which it ended.
    private final CompletableFuture<Long> end = new CompletableFuture<>();

    private MountLook(Mount mount, Path place) throws IOException {
        var command = new ArrayList<>(COMMAND);
        command.add(PathBytes.of(mount.point()));
        if (mount.type().equals("autofs")) {
            command.add(PathBytes.of(place)); // what is mounted there by being looked at
        }
        child =
                Spawn.start(
                        new Launch(
                                command,
                                ENVIRONMENT,
                                Path.of("/"),
                                Spawn.NOTHING,
                                Optional.empty(),
                                Optional.empty()));
        process = ProcessEntry.of(child.pid());
    }

    /// Since when the mount has not answered; empty where it answers, be it by an error.
    ///
    /// @param place on the mount
    static Optional<Instant> silentSince(Mount mount, Path place) throws IOException {
        return at(mount, place).silentSince();
    }

    /// Begins to look, and does not wait.
    static void begin(Mount mount, Path place) throws IOException {
        at(mount, place);
    }

    private static MountLook at(Mount mount, Path place) throws IOException {
        var known = LOOKS.get(mount);
        if (known != null && known.holds()) {
            return known;
        }
        synchronized (LOOKS) {
            var meanwhile = LOOKS.get(mount);
            if (meanwhile != null && meanwhile.holds()) {
                return meanwhile;
            }
            LOOKS.values().removeIf(look -> !look.holds()); // of mounts that are gone, too
            var look = new MountLook(mount, place);
            LOOKS.put(mount, look);
            Thread.ofPlatform().daemon().name("look").start(look::awaitEnd);
            return look;
        }
    }

    private boolean holds() {
        @Nullable Long ended = end.getNow(null);
        return ended == null || CLOCK.nanos() - ended < GOOD_FOR.toNanos();
    }

    private Optional<Instant> silentSince() throws IOException {
        try {
            end.get(Math.max(0, begun + LIMIT.toNanos() - CLOCK.nanos()), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            killAtTheEnd();
            return Optional.of(since);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a mount");
        } catch (ExecutionException e) {
            throw new IOException("a mount could not be looked at", e.getCause());
        }
    }

    private void awaitEnd() {
        try {
            child.waitFor();
            end.complete(CLOCK.nanos());
        } catch (IOException e) {
            end.completeExceptionally(e);
        }
    }

    private static void killAtTheEnd() {
        synchronized (LOOKS) {
            if (!killedAtTheEnd) {
                killedAtTheEnd = true;
                Runtime.getRuntime()
                        .addShutdownHook(Thread.ofPlatform().unstarted(MountLook::killAll));
            }
        }
    }

    private static void killAll() {
        for (var look : LOOKS.values()) {
            if (!look.end.isDone()) {
                look.process.ifPresent(process -> Signals.send(process, KILL));
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
