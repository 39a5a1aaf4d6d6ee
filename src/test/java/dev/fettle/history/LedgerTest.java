package dev.fettle.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir private Path temp;
    @AutoClose private Store store;
    private Ledger ledger;

    @BeforeEach
    void a_ledger() throws IOException {
        store = Store.open(temp.resolve("fettle.db"));
        ledger = new Ledger(store);
    }

    @Test
    void the_last_handled_content_of_a_path_is_kept_for_each_automation() throws IOException {
        var file = file("a");
        var first = entry(file, "one", InputState.HANDLED);
        var second = entry(file, "two", InputState.SET_ASIDE);

        ledger.put("copy", List.of(first));
        ledger.put("copy", List.of(second));
        ledger.put("other", List.of(first));

        assertThat(ledger.find("copy", file)).contains(second);
        assertThat(ledger.find("other", file)).contains(first);
        assertThat(ledger.find("third", file)).isEmpty();
    }

    @Test
    void a_file_that_left_is_forgotten_whatever_its_name() throws IOException {
        var latin = file(PathBytes.path(new byte[] {'c', (byte) 0xE9}));
        var other = file(PathBytes.path(new byte[] {'c', (byte) 0xE8}));
        ledger.put("copy", List.of(entry(latin, "x", InputState.HANDLED)));
        ledger.put("copy", List.of(entry(other, "x", InputState.HANDLED)));

        ledger.left("copy", List.of(latin));

        assertThat(ledger.find("copy", latin)).isEmpty();
        assertThat(ledger.all("copy")).extracting(LedgerEntry::path).containsExactly(other);
    }

    /// Whoever watches the folder may hear late that the file had left.
    @Test
    void what_an_undo_brings_back_is_not_forgotten_until_it_was_read() throws IOException {
        var file = file("a");
        var before = entry(file, "one", InputState.HANDLED);
        var back =
                LedgerEntry.of(
                        file,
                        FileId.of(file).orElseThrow(),
                        LedgerEntry.NOT_READ_SINCE,
                        "one",
                        InputState.HANDLED,
                        Optional.empty(),
                        Optional.empty());
        ledger.put("copy", List.of(back));

        ledger.left("copy", List.of(file));
        assertThat(ledger.find("copy", file)).contains(back);

        ledger.put("copy", List.of(before));
        ledger.left("copy", List.of(file));
        assertThat(ledger.find("copy", file)).isEmpty();
    }

    @Test
    void what_is_not_handled_is_counted_by_its_state() throws IOException {
        ledger.put(
                "copy",
                List.of(
                        entry(file("a"), "a", InputState.HANDLED),
                        entry(file("b"), "b", InputState.SET_ASIDE),
                        entry(file("c"), "c", InputState.SET_ASIDE),
                        entry(file("d"), "d", InputState.LOST),
                        entry(file("e"), "", InputState.WAITING)));

        assertThat(ledger.count("copy", InputState.SET_ASIDE)).isEqualTo(2);
        assertThat(ledger.count("copy", InputState.WAITING)).isEqualTo(1);
        assertThat(ledger.notHandled("copy"))
                .extracting(e -> e.path().getFileName().toString())
                .containsExactlyInAnyOrder("b", "c", "d", "e");
    }

    @Test
    void a_folder_is_looked_after_from_its_first_start_on_with_what_lay_there() throws IOException {
        var waiting = entry(file("old"), "", InputState.WAITING);
        assertThat(ledger.isWatched("copy", temp)).isFalse();

        ledger.watched("copy", temp, Instant.now(), List.of(waiting));

        assertThat(ledger.isWatched("copy", temp)).isTrue();
        assertThat(ledger.isWatched("other", temp)).isFalse();
        assertThat(ledger.isWatched("copy", temp.resolve("below"))).isFalse();
        assertThat(ledger.all("copy")).containsExactly(waiting);
    }

    @Test
    void looks_tell_that_a_file_is_unchanged_only_where_its_hash_was_taken_well_after_a_change()
            throws IOException {
        var file = file("a");
        var id = FileId.of(file).orElseThrow();
        var changed = Instant.ofEpochSecond(0, id.ctimeNanos());

        assertThat(hashed(file, id, changed.plusMillis(51)).certainlyUnchanged(id, false)).isTrue();
        assertThat(hashed(file, id, changed.plusMillis(50)).certainlyUnchanged(id, false))
                .isFalse();
        assertThat(hashed(file, id, changed.plusSeconds(2)).certainlyUnchanged(id, true)).isFalse();
        assertThat(hashed(file, id, changed.plusMillis(2001)).certainlyUnchanged(id, true))
                .isTrue();
    }

    @Test
    void other_looks_never_tell_that_a_file_is_unchanged() throws IOException {
        var file = file("a");
        var before = FileId.of(file).orElseThrow();
        var entry = hashed(file, before, Instant.now().plus(Duration.ofDays(1)));

        Files.writeString(file, "longer than it was");
        assertThat(entry.certainlyUnchanged(FileId.of(file).orElseThrow(), false)).isFalse();
        Files.delete(file);
        Files.writeString(file, "a");
        assertThat(entry.certainlyUnchanged(FileId.of(file).orElseThrow(), false)).isFalse();
    }

    private Path file(String name) throws IOException {
        return file(Path.of(name));
    }

    private Path file(Path name) throws IOException {
        return Files.writeString(temp.resolve(name), "content");
    }

    private static LedgerEntry hashed(Path file, FileId id, Instant at) {
        return LedgerEntry.of(
                file, id, at, "c0ffee", InputState.HANDLED, Optional.empty(), Optional.empty());
    }

    private static LedgerEntry entry(Path file, String sha256, InputState state)
            throws IOException {
        return LedgerEntry.of(
                file,
                FileId.of(file).orElseThrow(),
                Instant.ofEpochMilli(1_764_000_000_000L),
                sha256,
                state,
                state == InputState.HANDLED ? Optional.empty() : Optional.of("a reason"),
                Optional.of("run"));
    }
}
