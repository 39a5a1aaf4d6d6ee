package dev.fettle.publish;

import java.io.IOException;

/// Told of each act that changes a disk or the journal, before it is done, so that a test can
/// number them and let the machine die, or refuse, at any of them.
@FunctionalInterface
public interface Steps {
    Steps FREE = (act, on) -> {};

    /// @param act what is about to be done: `link`, `replace`, `place`, `sync`, `journal` …
    /// @param on the file or folder that it is done to, or the run
    void before(String act, Object on) throws IOException;
}
