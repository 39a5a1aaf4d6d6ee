package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How a service tells systemd how it stands: sd_notify(3), a datagram to the socket that it named.
/// Thread-safe.
///
/// @param socket a path, or `@` and a name in the abstract namespace
/// @param watchdog within which time it wants to hear that all is well; empty where it does not
///   care
public record Notice(String socket, Optional<Duration> watchdog) {
    public static final String READY = "READY=1";
    public static final String WELL = "WATCHDOG=1";
    public static final String ENDING = "STOPPING=1";

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int LONGEST_NAME = 107;

    /// Empty where nobody asked to be told.
    public static Optional<Notice> wanted(Map<String, String> environment) {
        var socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (!socket.startsWith("/") && !socket.startsWith("@")) {
            return Optional.empty();
        }
        return Optional.of(
                new Notice(
                        socket,
                        Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                                .filter(text -> text.matches("[1-9][0-9]{0,17}"))
                                .map(text -> Duration.ofNanos(Long.parseLong(text) * 1000))));
    }

    public void tell(String state) throws IOException {
        int descriptor = LibC.socket(AF_UNIX, SOCK_DGRAM | LibC.O_CLOEXEC);
        if (descriptor < 0) {
            throw Errno.of(-descriptor, Path.of(socket));
        }
        try (var arena = Arena.ofConfined()) {
            var text = LibC.string(arena, state.getBytes(StandardCharsets.UTF_8));
            int answer =
                    LibC.sendto(
                            descriptor,
                            text.asSlice(0, text.byteSize() - 1),
                            MSG_NOSIGNAL,
                            address(arena));
            if (answer < 0) {
                throw Errno.of(-answer, Path.of(socket));
            }
        } finally {
            LibC.close(descriptor);
        }
    }

    /// `struct sockaddr_un`; an abstract name begins with a zero.
    private MemorySegment address(Arena arena) throws IOException {
        var name = socket.getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_NAME) {
            throw new IOException("the socket's name is too long: " + socket);
        }
        if (name[0] == '@') {
            name[0] = 0;
        }
        var address = arena.allocate(Short.BYTES + (long) name.length, Short.BYTES);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, Short.BYTES, name.length);
        return address;
    }
}
