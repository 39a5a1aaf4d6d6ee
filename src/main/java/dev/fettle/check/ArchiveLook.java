package dev.fettle.check;

import dev.fettle.check.archive.Witness;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What an archive must hold, crossed out while it is read, and the end of what comes out of a
/// compressed file.
public final class ArchiveLook implements Witness {
    private static final int TAIL = 4096;

    private final Set<String> lacking;
    private final byte[] tail = new byte[TAIL];
    private long length;

    public ArchiveLook(Collection<String> has) {
        lacking = new LinkedHashSet<>(has);
    }

    @Override
    public void member(String name) {
        if (!lacking.isEmpty()) {
            var plain = plain(name);
            lacking.removeIf(
                    wanted -> plain.equals(plain(wanted)) || plain.startsWith(plain(wanted) + "/"));
        }
    }

    /// `./letters/` is `letters`, as tar makes it.
    public static String plain(String name) {
        var bare = name.startsWith("./") ? name.substring(2) : name;
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /// A ring: the last bytes of all.
    @Override
    public void piece(byte[] bytes, int from, int count) {
        for (int i = Math.max(from, from + count - TAIL); i < from + count; i++) {
            tail[(int) ((length + i - from) % TAIL)] = bytes[i];
        }
        length += count;
    }

    /// The first of those that must be there and are not.
    Optional<String> lacking() {
        return lacking.stream().findFirst();
    }

    public StringBuilder end() {
        int kept = (int) Math.min(TAIL, length);
        var bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = tail[(int) ((length - kept + i) % TAIL)];
        }
        return new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
    }
}
