package dev.fettle.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A TCP socket of this machine, as a line of `/proc/net/tcp` or `tcp6` shows it (proc_pid_net(5)).
///
/// @param inode 0 where no process holds it any more
record TcpEntry(
        InetSocketAddress local, InetSocketAddress remote, boolean listens, long uid, long inode) {

    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int UID = 7;
    private static final int INODE = 9;
    private static final int HEX = 16;
    private static final String LISTEN = "0A";

    static List<TcpEntry> all() throws IOException {
        List<TcpEntry> all = new ArrayList<>();
        for (Path table : TABLES) {
            if (Files.exists(table)) { // a machine may be without IPv6
                Files.readAllLines(table).stream().skip(1).forEach(line -> all.add(parse(line)));
            }
        }
        return all;
    }

    static TcpEntry parse(String line) {
        String[] fields = line.strip().split(" +", -1);
        return new TcpEntry(
                address(fields[LOCAL]),
                address(fields[REMOTE]),
                fields[STATE].equals(LISTEN),
                Long.parseLong(fields[UID]),
                Long.parseLong(fields[INODE]));
    }

    /// `0100007F:2124` is 127.0.0.1:8484: words of four bytes, each in the machine's own order. An
    /// IPv4 address in IPv6's clothes becomes the IPv4 address that it is.
    private static InetSocketAddress address(String text) {
        int colon = text.indexOf(':');
        ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < colon; i += 2 * Integer.BYTES) {
            bytes.putInt(Integer.parseUnsignedInt(text, i, i + 2 * Integer.BYTES, HEX));
        }
        try {
            InetAddress address = InetAddress.getByAddress(bytes.array());
            return new InetSocketAddress(
                    address, Integer.parseInt(text, colon + 1, text.length(), HEX));
        } catch (IOException e) {
            throw new IllegalStateException("an address of a strange length: " + text, e);
        }
    }
}
