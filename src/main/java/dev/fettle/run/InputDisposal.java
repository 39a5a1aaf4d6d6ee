package dev.fettle.run;

import dev.fettle.automation.Done;
import dev.fettle.history.InputState;
import dev.fettle.history.Ledger;
import dev.fettle.history.LedgerEntry;
import dev.fettle.history.Runs;
import dev.fettle.platform.Clock;
import dev.fettle.platform.FileId;
import dev.fettle.platform.Hash;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Renames;
import dev.fettle.platform.Silence;
import dev.fettle.platform.Sync;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What becomes of handled inputs (`done: move`, `done: trash`). Planned in the transaction that
/// records the run, carried out afterwards, taken back by undo; nothing is ever overwritten.
public final class InputDisposal {
    private static final byte[] NOTE = ".trashinfo".getBytes(StandardCharsets.US_ASCII);

    private final Store store;
    private final Path userHome;
    private final Clock clock;

    public InputDisposal(Store store, Path userHome, Clock clock) {
        this.store = store;
        this.userHome = userHome;
        this.clock = clock;
    }

    /// @param target the folder for a move, the trash folder for the trash; then the file's own
    ///   place
    record Move(Path origin, Path target) {}

    List<Move> plan(Work work) throws IOException {
        var moves = new ArrayList<Move>();
        for (var input : work.paths()) {
            Silence.refuse(input);
            if (FileId.of(input).isEmpty()) {
                continue; // the program itself took it away
            }
            switch (work.automation().definition().done()) {
                case Done.Keep() -> {}
                case Done.Move(var folder) ->
                        moves.add(new Move(input, FreeName.in(folder, input, FreeName.LONGEST)));
                case Done.Trash() -> moves.add(new Move(input, freeInTrash(input)));
            }
        }
        return moves;
    }

    void carryOut(long run, List<Move> moves) throws IOException {
        if (moves.isEmpty()) {
            return;
        }
        for (var move : moves) {
            Silence.refuse(move.origin());
            Silence.refuse(move.target());
            // Done already where Fettle died between this and the note below.
            if (FileId.of(move.origin()).isPresent() && FileId.of(move.target()).isEmpty()) {
                Sync.makeFolders(folderOf(move.target()));
                noteInTrash(move);
                move(move.origin(), move.target());
            } else if (isHalfMoved(move.origin(), move.target())) {
                Files.delete(move.origin());
            }
        }
        store.write(sql -> {
            InputDisposalTable.state(sql, run, "moved");
            return true;
        });
    }

    /// Automations with inputs that are not where they should be.
    List<String> unfinished() throws IOException {
        return store.read(InputDisposalTable::withUnfinished);
    }

    /// Finishes what was planned, or was to be taken back, when Fettle died.
    void recover(String automation) throws IOException {
        for (long run : store.read(sql -> InputDisposalTable.undone(sql, automation))) {
            takeBack(run);
        }
        for (long run : store.read(sql -> InputDisposalTable.planned(sql, automation))) {
            carryOut(run, store.read(sql -> InputDisposalTable.in(sql, run, "planned")));
        }
    }

    /// Puts the inputs of an undone run back where they were.
    ///
    /// @return those that could not be put back, since something else lies there now
    public List<Path> takeBack(long run) throws IOException {
        refuseSilence(run);
        var blocked = new ArrayList<Path>();
        for (var move : store.read(sql -> InputDisposalTable.in(sql, run, "moved"))) {
            if (FileId.of(move.target()).isPresent() && !isBack(run, move)) {
                blocked.add(move.origin());
            }
        }
        // Fettle may have died when it had moved them and had not written that down.
        for (var move : store.read(sql -> InputDisposalTable.in(sql, run, "planned"))) {
            if (FileId.of(move.target()).isPresent()) {
                isBack(run, move); // false where it never left: what lies there is somebody else's
            }
        }
        store.write(sql -> {
            InputDisposalTable.state(sql, run, "taken back");
            return true;
        });
        return blocked;
    }

    private void refuseSilence(long run) throws IOException {
        for (var state : List.of("moved", "planned")) {
            for (var move : store.read(sql -> InputDisposalTable.in(sql, run, state))) {
                Silence.refuse(move.origin());
                Silence.refuse(move.target());
            }
        }
    }

    /// Moves an input back.
    ///
    /// @return false, and nothing done, where something else lies in its place
    private boolean isBack(long run, Move move) throws IOException {
        if (isHalfMoved(move.target(), move.origin())) {
            Files.delete(move.target());
            return true;
        }
        if (FileId.of(move.origin()).isPresent()) {
            return false;
        }
        keepHandled(run, move.origin(), move.target());
        move(move.target(), move.origin());
        Files.deleteIfExists(trashNote(move.target()));
        return true;
    }

    /// Whoever watches the folder has seen the input leave, and would take it for a new one.
    private void keepHandled(long seq, Path origin, Path target) throws IOException {
        var runs = new Runs(store);
        var ledger = new Ledger(store);
        var run = runs.get(seq).orElseThrow();
        var bytes = runs.inputs(run).stream().filter(i -> i.path().equals(origin)).findFirst();
        var id = FileId.of(target);
        if (bytes.isPresent() && id.isPresent() && isWatched(ledger, run.automation(), origin)) {
            var entry =
                    LedgerEntry.of(
                            origin,
                            id.get(),
                            LedgerEntry.NOT_READ_SINCE,
                            bytes.get().sha256(),
                            InputState.HANDLED,
                            Optional.empty(),
                            Optional.of(run.id().text()));
            ledger.put(run.automation(), List.of(entry));
        }
    }

    private static boolean isWatched(Ledger ledger, String automation, Path file)
            throws IOException {
        for (var above = file.getParent(); above != null; above = above.getParent()) {
            if (ledger.isWatched(automation, above)) {
                return true;
            }
        }
        return false;
    }

    private static void move(Path from, Path to) throws IOException {
        if (Mounts.sameMount(from, folderOf(to))) {
            if (!Renames.noReplace(from, to)) {
                throw new IOException(PathBytes.shown(to) + " appeared meanwhile");
            }
        } else {
            // Whole under its name or not there: half of it would be taken for a new input.
            var half = half(to);
            Files.copy(
                    from,
                    half,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
            Sync.file(half);
            if (!Renames.noReplace(half, to)) {
                Files.delete(half);
                throw new IOException(PathBytes.shown(to) + " appeared meanwhile");
            }
            Sync.folder(folderOf(to));
            Files.delete(from);
        }
        Sync.folder(folderOf(to));
    }

    /// Whether Fettle died when it had copied a file to another mount, and not yet deleted it.
    private static boolean isHalfMoved(Path from, Path to) throws IOException {
        return FileId.of(from).isPresent()
                && FileId.of(to).isPresent()
                && !Mounts.sameMount(from, to)
                && Files.mismatch(from, to) == -1;
    }

    /// The same name for each try, so that none is left over; with a dot in front it is no input.
    private static Path half(Path file) {
        var name = Hash.sha256(PathBytes.of(file.getFileName())).hex().substring(0, 16);
        return file.resolveSibling(".fettle-" + name + ".tmp");
    }

    /// The trash of the freedesktop.org specification: the user's own for files on the same mount
    /// as their home, else one at the top of the file's mount.
    private Path trash(Path input) throws IOException {
        if (Mounts.sameMount(input, userHome)) {
            return userHome.resolve(".local/share/Trash");
        }
        var uid = FileId.of(userHome).map(FileId::uid).orElse(0);
        return Mounts.of(input).point().resolve(".Trash-" + uid);
    }

    /// Its note there has the same name and a further ending.
    private Path freeInTrash(Path input) throws IOException {
        var files = trash(input).resolve("files");
        return FreeName.in(files, input, FreeName.LONGEST - NOTE.length);
    }

    private void noteInTrash(Move move) throws IOException {
        var note = trashNote(move.target());
        if (isTrash(move.target())) {
            Files.createDirectories(note.getParent());
            var path = move.origin().toUri().getRawPath();
            var date =
                    LocalDateTime.ofInstant(clock.now(), ZoneId.systemDefault())
                            .truncatedTo(ChronoUnit.SECONDS);
            Files.writeString(
                    note, "[Trash Info]\nPath=%s\nDeletionDate=%s\n".formatted(path, date));
        }
    }

    private static boolean isTrash(Path target) {
        var files = folderOf(target);
        return files.endsWith("files")
                && Optional.ofNullable(files.getParent())
                        .map(p ->
                                p.endsWith("Trash")
                                        || p.getFileName().toString().startsWith(".Trash-"))
                        .orElse(false);
    }

    private static Path trashNote(Path target) {
        var file = PathBytes.of(target.getFileName());
        var name = Arrays.copyOf(file, file.length + NOTE.length);
        System.arraycopy(NOTE, 0, name, file.length, NOTE.length);
        return target.resolveSibling("../info").normalize().resolve(PathBytes.path(name));
    }

    private static Path folderOf(Path file) {
        var parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("a file lies in a folder: " + file);
        }
        return parent;
    }
}
