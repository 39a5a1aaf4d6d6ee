package dev.fettle.store;

import java.sql.SQLException;

/// What is done within one transaction. It may be begun anew where the transaction could not be
/// kept, so it must have no effect but through `sql`.
@FunctionalInterface
public interface Work<T> {
    T with(Sql sql) throws SQLException;
}
