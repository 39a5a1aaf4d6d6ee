package dev.fettle.check.backup;

import java.io.IOException;

/// Who may work at a repository now: those who write there go first, and a look makes room for
/// them.
@FunctionalInterface
public interface Turns {
    /// For whoever looks at what nobody here writes.
    Turns NOBODY_ELSE =
            _ ->
                    new Turn() {
                        @Override
                        public boolean isWanted() {
                            return false;
                        }

                        @Override
                        public void close() {}
                    };

    /// Waits for the turn of a look.
    ///
    /// @param repository its own id
    Turn look(String repository) throws IOException, InterruptedException;

    /// Held while it is looked.
    interface Turn extends AutoCloseable {
        /// Whether somebody waits who wants to write there.
        boolean isWanted() throws IOException;

        @Override
        void close();
    }
}
