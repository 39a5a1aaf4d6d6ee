package dev.fettle.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A program that takes a port, says which, and ends with its standard input.
final class PortHolder {
    private PortHolder() {}

    public static void main(String[] none) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(socket.getLocalPort());
            System.in.read();
        }
    }
}
