package dev.fettle.web;

import dev.fettle.platform.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who may read: the user whose daemon this is (and root), from a page of this address, and nothing
/// but reading.
///
/// @param owner the daemon's user id
/// @param host the name at which the page is served, as the user wrote it
record Doorkeeper(long owner, String host) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int USUAL_PORT = 80;

    /// @param local our end of the connection
    /// @param hosts the values of its Host headers
    record Caller(
            InetSocketAddress local, InetSocketAddress peer, List<String> hosts, String method) {}

    /// Empty where the caller may read.
    Optional<Reply> refusal(Caller caller) throws IOException {
        var uid = Ports.peerUid(caller.local(), caller.peer());
        if (uid.isEmpty() || (uid.getAsLong() != owner && uid.getAsLong() != 0)) {
            return Optional.of(
                    Reply.text(
                            403,
                            "this page is for the user whose fettle this is, and you are another"));
        }
        if (caller.hosts().size() != 1
                || !isOurs(caller.hosts().getFirst(), caller.local().getPort())) {
            return Optional.of(
                    Reply.text(
                            421,
                            "this page is at http://localhost:%d/ and has no other name"
                                    .formatted(caller.local().getPort())));
        }
        if (!METHODS.contains(caller.method())) {
            return Optional.of(
                    Reply.text(405, "this page is only for reading").with("Allow", "GET, HEAD"));
        }
        return Optional.empty();
    }

    /// A foreign site can give its own name our address (DNS rebinding); its pages then still say
    /// their name here.
    private boolean isOurs(String hostAndPort, int port) {
        var text = hostAndPort.toLowerCase(Locale.ROOT);
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        var name = hasPort ? text.substring(0, colon) : text;
        var givenPort = hasPort ? text.substring(colon + 1) : Integer.toString(USUAL_PORT);
        return givenPort.equals(Integer.toString(port))
                && (NAMES.contains(name) || name.equals(own()));
    }

    private String own() {
        var text = host.toLowerCase(Locale.ROOT);
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
