package dev.fettle.publish;

import dev.fettle.history.RunId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the journal holds of one run's publication.
///
/// @param staging the folder that its files came from
/// @param versions the folder for what they replace
/// @param anchor a folder that was there when it began, and its inode: a disk that is not mounted
///   now is told by it from files that are lost
/// @param backward whether it is being taken back: then a recovery does not turn around
/// @param placed its place in the order of all publications, undos and redos
record Publication(
        long run,
        RunId id,
        String automation,
        Path destination,
        Path staging,
        Path versions,
        Path anchor,
        long anchorInode,
        State state,
        boolean backward,
        long placed) {

    enum State {
        /// On its way, or there and the run not yet recorded.
        PREPARED,
        PUBLISHED,
        UNDOING,
        UNDONE,
        REDOING;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /// One name of it.
    ///
    /// @param staged its name in staging; empty for a removal
    /// @param origin the one input that it was made of, of a per-file run
    /// @param size of what was published; 0 for a removal
    /// @param mark by which the published file is recognised
    /// @param replaced the SHA-256 of what lay there before
    /// @param version where that is kept, by [#aside]
    /// @param coming what the move at hand brings; of a publication the same as `mark`
    /// @param there what lay there when the move at hand was written down
    record File(
            int n,
            Kind kind,
            Path path,
            Optional<Path> staged,
            Optional<Path> origin,
            long size,
            Optional<String> sha256,
            Optional<Mark> mark,
            Optional<String> replaced,
            long replacedSize,
            Path version,
            VersionState versionState,
            long versionSize,
            Optional<Mark> coming,
            Optional<Mark> there) {

        /// Where an undo keeps what the run had published.
        Path redo() {
            return Names.with(version, ".redo");
        }

        boolean isRemoval() {
            return kind == Kind.REMOVAL;
        }

        PublishedFile published() {
            return new PublishedFile(path, size, sha256.orElse(""), replaced);
        }

        File with(Optional<Mark> newComing, Optional<Mark> newThere) {
            return new File(
                    n,
                    kind,
                    path,
                    staged,
                    origin,
                    size,
                    sha256,
                    mark,
                    replaced,
                    replacedSize,
                    version,
                    versionState,
                    versionSize,
                    newComing,
                    newThere);
        }
    }

    enum Kind {
        FILE,
        LINK,
        /// A name that `publish: mirror` took away.
        REMOVAL
    }

    enum VersionState {
        /// There is nothing to keep.
        NONE,
        KEPT,
        /// It was kept, and its time or room was over.
        GONE
    }

    Publication in(State newState) {
        return new Publication(
                run,
                id,
                automation,
                destination,
                staging,
                versions,
                anchor,
                anchorInode,
                newState,
                backward,
                placed);
    }

    Publication at(Path newAnchor, long newAnchorInode) {
        return new Publication(
                run,
                id,
                automation,
                destination,
                staging,
                versions,
                newAnchor,
                newAnchorInode,
                state,
                backward,
                placed);
    }

    /// What is to be moved now, by the state it is in.
    List<Move> moves(List<File> files) {
        return files.stream().map(this::move).toList();
    }

    private Move move(File file) {
        return switch (state) {
            case PREPARED, PUBLISHED ->
                    move(file, staging.resolve(file.staged().orElse(Path.of(""))), file.version());
            case UNDOING, UNDONE -> move(file, file.version(), file.redo());
            case REDOING -> move(file, file.redo(), file.version());
        };
    }

    private static Move move(File file, Path from, Path aside) {
        return new Move(
                file.path(),
                file.coming().map(mark -> new Move.Coming(from, mark)),
                file.there(),
                aside);
    }
}
