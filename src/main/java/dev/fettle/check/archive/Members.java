package dev.fettle.check.archive;

import java.util.Optional;

/// Whoever wants to know what a tar holds, member by member.
@FunctionalInterface
public interface Members {
    Members NOBODY = _ -> Optional.empty();

    /// @return who takes the bytes of a file; empty where nobody wants them
    Optional<Taker> member(TarMember member);

    /// Takes the bytes of a file in their order, without the gaps of a sparse one. What goes wrong
    /// on his side is his to keep: the archive is not to blame.
    interface Taker {
        /// @param at where in the file
        void take(long at, byte[] bytes, int from, int length);

        void end();
    }
}
