package dev.fettle.history;

import dev.fettle.store.Sql;
import dev.fettle.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Who is started by whose success, and which successes were followed. Thread-safe; what writes
/// returns once it is durable.
public final class Chains {
    private final Store store;

    public Chains(Store store) {
        this.store = store;
    }

    /// @param run empty where there was nothing to start
    /// @param times how often a run was asked for
    public record Followed(OptionalLong run, int times) {}

    /// One part of what a run published, for one follower.
    public record Link(String automation, long upstream, int part) {
        /// Within the transaction that asks for its run.
        void follow(Sql sql, OptionalLong run) throws SQLException {
            ChainTable.follow(sql, automation, upstream, part, run);
        }
    }

    /// From now on `automation` follows `upstream`, if it does not already.
    public void follow(String automation, String upstream) throws IOException {
        if (store.read(sql -> ChainTable.upstream(sql, automation)).equals(Optional.of(upstream))) {
            return;
        }
        store.write(sql -> {
            ChainTable.begin(sql, automation, upstream);
            return true;
        });
    }

    /// It follows nobody any more.
    public void end(String automation) throws IOException {
        store.write(sql -> {
            ChainTable.end(sql, automation);
            return true;
        });
    }

    public List<String> followers() throws IOException {
        return store.read(ChainTable::followers);
    }

    /// What an automation has to follow.
    ///
    /// @param successes that may have to be followed, the oldest first
    /// @param horizon up to this run none of the other will be added any more
    public record Due(List<Run> successes, long horizon) {
        public Due {
            successes = List.copyOf(successes);
        }
    }

    public Due due(String automation) throws IOException {
        // In this order: a run that succeeds in between is listed, and lies beyond the horizon.
        long horizon = store.read(sql -> ChainTable.horizon(sql, automation));
        return new Due(store.read(sql -> ChainTable.successes(sql, automation)), horizon);
    }

    public Optional<Followed> followed(Link link) throws IOException {
        return store.read(
                sql -> ChainTable.followed(sql, link.automation(), link.upstream(), link.part()));
    }

    /// There is nothing to start for it.
    public void nothingToStart(Link link) throws IOException {
        store.write(sql -> {
            link.follow(sql, OptionalLong.empty());
            return true;
        });
    }

    /// All up to this run of the other have been followed to their ends.
    public void advance(String automation, long behind) throws IOException {
        store.write(sql -> {
            ChainTable.advance(sql, automation, behind);
            return true;
        });
    }

    /// Within somebody's transaction: who is followed has another name.
    public static void rename(Sql sql, String from, String to) throws SQLException {
        ChainTable.renameUpstream(sql, from, to);
    }
}
