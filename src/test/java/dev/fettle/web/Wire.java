package dev.fettle.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// HTTP as bytes, where a client library would be too well-behaved.
final class Wire {
    private static final int PATIENCE_MILLIS = 5_000;

    private Wire() {}

    /// Sends and reads to the end of the connection; a server that keeps it open fails this.
    static String exchange(InetSocketAddress address, String request) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// One request with these lines after the first; the connection is closed afterwards.
    static String request(InetSocketAddress address, String firstLine, String... headers)
            throws IOException {
        var lines = String.join("", java.util.Arrays.stream(headers).map(h -> h + "\r\n").toList());
        return exchange(address, firstLine + "\r\n" + lines + "Connection: close\r\n\r\n");
    }

    static String get(InetSocketAddress address, String path) throws IOException {
        return request(
                address, "GET " + path + " HTTP/1.1", "Host: localhost:" + address.getPort());
    }
}
