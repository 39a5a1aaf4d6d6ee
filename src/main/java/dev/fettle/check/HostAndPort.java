package dev.fettle.check;

import dev.fettle.notation.Shape;
import java.util.OptionalInt;

/// `nas.lan:22`, `[fe80::1]:443`, or a host alone.
///
/// @param host a name or an address, without brackets
record HostAndPort(String host, OptionalInt port) {
    static final int MOST = 65_535;

    private static final String HOST = "(\\[[0-9A-Fa-f:.]+\\]|[^] :/\\[]+)";

    static final Shape WITH_PORT =
            Shape.text("^" + HOST + ":[0-9]{1,5}$", "host and port", "such as nas.lan:22");

    static final Shape SHAPE =
            Shape.text(
                    "^" + HOST + "(:[0-9]{1,5})?$", "host", "such as example.org or nas.lan:8443");

    static HostAndPort of(String text) {
        int colon = text.lastIndexOf(':');
        boolean stated = colon > text.lastIndexOf(']') && colon > 0;
        var host = stated ? text.substring(0, colon) : text;
        return new HostAndPort(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                stated
                        ? OptionalInt.of(Integer.parseInt(text.substring(colon + 1)))
                        : OptionalInt.empty());
    }

    /// As it is written, whatever the host is.
    static String shown(String host, int port) {
        return "%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }

    /// The place at a node whose shape has been checked; a port beyond all is told.
    static HostAndPort at(Options options, String key) {
        var node = options.at(key).or(() -> options.at(""));
        var place = of(node.map(n -> n.text()).orElse("localhost"));
        int port = place.port().orElse(1);
        if (port < 1 || port > MOST) {
            node.ifPresent(n -> options.problem(n, "there is no port " + port, "1 to 65535"));
        }
        return place;
    }
}
