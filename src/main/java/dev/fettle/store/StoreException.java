package dev.fettle.store;

import java.io.IOException;

/// The store could not do what was asked: locked for too long, damaged, full, from a newer Fettle.
/// Nothing of the transaction was kept.
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
