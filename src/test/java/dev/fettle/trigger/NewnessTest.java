package dev.fettle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.InputState;
import dev.fettle.history.Ledger;
import dev.fettle.history.LedgerEntry;
import dev.fettle.kit.TurnableClock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Hash;
import dev.fettle.publish.OwnOutputTable;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewnessTest {
    private final TurnableClock clock = new TurnableClock();

    @TempDir private Path temp;
    @AutoClose private Store store;
    private Ledger ledger;
    private Newness newness;
    private Path file;

    @BeforeEach
    void a_file_and_a_ledger() throws IOException {
        store = Store.open(temp.resolve("fettle.db"));
        ledger = new Ledger(store);
        newness =
                new Newness("copy", WatchOf.folder(temp), ledger, new OwnOutputTable(store), clock);
        file = Files.writeString(temp.resolve("a"), "content");
    }

    @Test
    void a_file_that_the_ledger_does_not_know_is_new_with_its_bytes() throws IOException {
        var found = newness.of(file, Newness.Wanted.NEW).orElseThrow();

        assertThat(found.input().size()).isEqualTo(7);
        assertThat(found.input().sha256()).isEqualTo(Hash.sha256(file).hex());
    }

    @ParameterizedTest
    @CsvSource({
        "HANDLED,   false, false, false",
        "SET_ASIDE, false, true,  true",
        "LOST,      true,  true,  true",
        "WAITING,   false, false, true"
    })
    void what_the_ledger_says_decides_together_with_who_asks(
            InputState state, boolean watch, boolean byHand, boolean all) throws IOException {
        known(state, state == InputState.WAITING ? "" : Hash.sha256(file).hex());

        assertThat(newness.of(file, Newness.Wanted.NEW).isPresent()).isEqualTo(watch);
        assertThat(newness.of(file, Newness.Wanted.NEW_AND_SET_ASIDE).isPresent())
                .isEqualTo(byHand);
        assertThat(newness.of(file, Newness.Wanted.ALL).isPresent()).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({"HANDLED", "SET_ASIDE", "LOST", "WAITING"})
    void other_bytes_are_new_whatever_was_done_with_those_before(InputState state)
            throws IOException {
        known(state, state == InputState.WAITING ? "" : Hash.sha256(file).hex());

        Files.writeString(file, "CONTENT");

        assertThat(newness.of(file, Newness.Wanted.NEW)).isPresent();
    }

    @Test
    void other_times_alone_are_no_change_and_are_learned() throws IOException {
        known(InputState.SET_ASIDE, Hash.sha256(file).hex());
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        clock.turn(Duration.ofMinutes(1));

        assertThat(newness.of(file, Newness.Wanted.NEW)).isEmpty();

        var learned = ledger.find("copy", file).orElseThrow();
        assertThat(learned.mtimeNanos()).isZero();
        assertThat(learned.state()).isEqualTo(InputState.SET_ASIDE);
        assertThat(learned.reason()).contains("a reason");
        assertThat(learned.certainlyUnchanged(FileId.of(file).orElseThrow(), false)).isTrue();
    }

    @Test
    void a_change_that_left_size_and_times_the_same_is_found_where_the_hash_was_taken_at_once()
            throws IOException {
        // The hash says "taken now", and so may have been taken before the last change.
        var id = FileId.of(file).orElseThrow();
        var hashedAt = Instant.ofEpochSecond(0, id.ctimeNanos()).plusMillis(10);
        put(id, hashedAt, "the hash of other bytes", InputState.HANDLED);

        assertThat(newness.of(file, Newness.Wanted.NEW)).isPresent();
    }

    @Test
    void what_is_no_file_is_no_input() throws IOException {
        Files.createSymbolicLink(temp.resolve("dead"), temp.resolve("nowhere"));

        assertThat(newness.of(temp, Newness.Wanted.ALL)).isEmpty();
        assertThat(newness.of(temp.resolve("gone"), Newness.Wanted.ALL)).isEmpty();
        assertThat(newness.of(temp.resolve("dead"), Newness.Wanted.ALL)).isEmpty();
    }

    private void known(InputState state, String sha256) throws IOException {
        put(FileId.of(file).orElseThrow(), Instant.now().plusSeconds(60), sha256, state);
    }

    private void put(FileId id, Instant hashedAt, String sha256, InputState state)
            throws IOException {
        var reason = Optional.of("a reason");
        var entry = LedgerEntry.of(file, id, hashedAt, sha256, state, reason, Optional.empty());
        ledger.put("copy", List.of(entry));
    }
}
