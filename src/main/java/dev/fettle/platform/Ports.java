package dev.fettle.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Whose TCP ports these are: who listens on one, who is at the other end of a connection.
public final class Ports {

    private static final Path PROC = Path.of("/proc");

    private Ports() {}

    /// Who listens on a port.
    ///
    /// @param program empty where it may not be known: the program of another user
    public record Owner(long uid, Optional<Program> program) {}

    /// A process that listens.
    ///
    /// @param name as the kernel has it: at most 15 bytes
    /// @param arguments its command line
    public record Program(long pid, String name, List<String> arguments) {
        public Program {
            arguments = List.copyOf(arguments);
        }
    }

    /// Empty where nobody does.
    public static Optional<Owner> listening(int port) throws IOException {
        List<TcpEntry> listeners =
                TcpEntry.all().stream()
                        .filter(entry -> entry.listens() && entry.local().getPort() == port)
                        .toList();
        for (TcpEntry listener : listeners) {
            Optional<Program> program = holder(listener.inode());
            if (program.isPresent()) {
                return Optional.of(new Owner(listener.uid(), program));
            }
        }
        return listeners.stream().findFirst().map(l -> new Owner(l.uid(), Optional.empty()));
    }

    /// The user at the other end of a connection within this machine. Empty where there is none
    /// that holds it: it is on another machine, or has closed its end. (The kernel shows a socket
    /// that nobody holds as root's, and without an inode: that is no proof of root.)
    public static OptionalLong peerUid(InetSocketAddress local, InetSocketAddress peer)
            throws IOException {
        return TcpEntry.all().stream()
                .filter(entry -> entry.local().equals(peer) && entry.remote().equals(local))
                .filter(entry -> entry.inode() != 0)
                .mapToLong(TcpEntry::uid)
                .findFirst();
    }

    /// The process that has this socket open, as far as we may look.
    private static Optional<Program> holder(long inode) throws IOException {
        String socket = "socket:[" + inode + "]";
        for (ProcessEntry process : ProcessEntry.all()) {
            if (holds(process.pid(), socket)) {
                return program(process.pid());
            }
        }
        return Optional.empty();
    }

    private static boolean holds(long pid, String socket) {
        Path descriptors = PROC.resolve(Long.toString(pid)).resolve("fd");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path each : all) {
                if (isLinkTo(each, socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // another user's, or gone
        }
    }

    private static boolean isLinkTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false; // closed between two looks
        }
    }

    private static Optional<Program> program(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        try {
            String name = text(process.resolve("comm")).strip();
            String[] arguments = text(process.resolve("cmdline")).split("\0");
            return Optional.of(new Program(pid, name, Arrays.asList(arguments)));
        } catch (IOException e) {
            return Optional.empty(); // it ended meanwhile
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
