package dev.fettle.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.channels.ReadableByteChannel;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// SHA-256 as OpenSSL makes it, with the processor's own instructions. The JDK has them in what its
/// slow compiler makes alone, which Fettle goes without: there it takes fifteen times as long.
///
/// Most machines have the library; where there is none, the JDK's serves.
@SuppressWarnings("restricted") // foreign functions are what this class is for
final class LibCrypto {
    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.1.1");
    private static final int LENGTH = 32;

    private final MethodHandle newContext;
    private final MethodHandle freeContext;
    private final MethodHandle init;
    private final MethodHandle update;
    private final MethodHandle finish;
    private final long sha256;

    private LibCrypto(SymbolLookup library) {
        newContext = link(library, "EVP_MD_CTX_new");
        freeContext = link(library, "EVP_MD_CTX_free");
        init = link(library, "EVP_DigestInit_ex");
        update = link(library, "EVP_DigestUpdate");
        finish = link(library, "EVP_DigestFinal_ex");
        sha256 = LibC.invoke(link(library, "EVP_sha256"), 0, 0, 0);
    }

    /// Empty where this machine has no such library.
    static Optional<LibCrypto> ofThisMachine() {
        return Found.LIBRARY;
    }

    /// Reads to the end.
    Hash sha256(ReadableByteChannel channel, int pieces) throws IOException {
        long context = LibC.invoke(newContext, 0, 0, 0);
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(pieces);
            var buffer = memory.asByteBuffer();
            long size = 0;
            must(LibC.invoke(init, context, sha256, 0));
            while (channel.read(buffer) >= 0) {
                size += buffer.position();
                must(LibC.invoke(update, context, memory.address(), buffer.position()));
                buffer.clear();
            }
            var digest = arena.allocate(LENGTH);
            must(LibC.invoke(finish, context, digest.address(), 0));
            return new Hash(HexFormat.of().formatHex(digest.toArray(JAVA_BYTE)), size);
        } finally {
            LibC.invoke(freeContext, context, 0, 0);
        }
    }

    /// Looked for when it is first wanted: loading it costs some milliseconds.
    private static final class Found {
        static final Optional<LibCrypto> LIBRARY = NAMES.stream().flatMap(Found::open).findFirst();

        private static Stream<LibCrypto> open(String name) {
            try {
                return Stream.of(new LibCrypto(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (IllegalArgumentException e) {
                return Stream.empty(); // no such library, or another one of its name
            }
        }
    }

    private static MethodHandle link(SymbolLookup library, String function) {
        MemorySegment address =
                library.find(function)
                        .orElseThrow(() ->
                                new IllegalArgumentException("the library has no " + function));
        return LibC.link(address);
    }

    /// They answer 1, else memory is out or the library does not allow the algorithm.
    private static void must(long answer) throws IOException {
        if ((int) answer != 1) {
            throw new IOException("libcrypto makes no SHA-256");
        }
    }
}
