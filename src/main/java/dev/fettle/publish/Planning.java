package dev.fettle.publish;

import dev.fettle.automation.Output;
import dev.fettle.check.Finding;
import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.publish.NameTable.Owner;
import dev.fettle.publish.Publication.File;
import dev.fettle.publish.Publication.Kind;
import dev.fettle.publish.Publication.State;
import dev.fettle.publish.Publication.VersionState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides for each staged file under which name it goes, what it replaces, and which folders are
/// to be made; finds what cannot be published before anything is touched. The destination is
/// locked.
final class Planning {
    private final NameTable names;
    private final Order order;
    private final Staging staging;
    private final Path destination;
    private final Layout layout;
    private final Twins twins;
    private final List<File> files = new ArrayList<>();
    private final Set<Path> taken = new HashSet<>();

    Planning(NameTable names, Order order, Staging staging) {
        this.names = names;
        this.order = order;
        this.staging = staging;
        this.destination = order.output().folder();
        this.layout = new Layout(destination, staging.folder());
        this.twins = new Twins(destination, staging.keeping());
    }

    record Plan(Publication publication, List<File> files, List<Folder> folders) {}

    /// The output is one that cannot be published.
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        RefusedException(Finding finding) {
            super(finding.detail().orElse(""));
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }

    Plan of(List<Ready> ready) throws IOException, RefusedException {
        twins.refuseAmong(ready);
        var wanted = ready.stream().map(r -> destination.resolve(r.entry().name())).toList();
        var owners = names.owners(wanted);
        for (int i = 0; i < ready.size(); i++) {
            place(ready.get(i), wanted.get(i), owners.get(i));
        }
        if (order.output().mirror()) {
            takeAwayTheRest();
        }
        var anchor = Keepings.nearest(destination);
        var publication =
                new Publication(
                        order.run(),
                        order.id(),
                        order.automation(),
                        destination,
                        staging.folder(),
                        versions(),
                        anchor,
                        FileId.following(anchor).map(FileId::inode).orElse(0L),
                        State.PREPARED,
                        false,
                        0);
        return new Plan(publication, List.copyOf(files), layout.missing());
    }

    private void place(Ready ready, Path wanted, Owner owner) throws IOException, RefusedException {
        var name = ready.entry().name();
        layout.need(name);
        var there = lookUp(wanted, name);
        var path =
                switch (collide()) {
                    case REPLACE -> wanted;
                    case REFUSE -> refusedIfTaken(wanted, there, owner, name);
                    case NUMBER -> numbered(ready, wanted, there, owner);
                };
        if (!path.equals(wanted)) {
            there = lookUp(path, name);
            owner = names.owners(List.of(path)).getFirst();
        }
        if (there.isPresent() && owner instanceof Owner.Nobody) {
            twins.refuseFoundAs(path, name);
        }
        taken.add(path);
        add(ready, path, there, owner);
    }

    private void add(Ready ready, Path path, Optional<FileId> there, Owner owner)
            throws IOException, RefusedException {
        refuseWhatCannotBeReplaced(ready.entry().name(), there);
        var replaced =
                there.isPresent()
                        ? Optional.of(digest(path, there.get(), owner))
                        : Optional.<String>empty();
        long replacedSize = there.map(FileId::size).orElse(0L);
        files.add(
                new File(
                        files.size(),
                        ready.entry().link().isPresent() ? Kind.LINK : Kind.FILE,
                        path,
                        Optional.of(ready.entry().name()),
                        order.origin(),
                        ready.mark().size(),
                        Optional.of(ready.sha256()),
                        Optional.of(ready.mark()),
                        replaced,
                        replacedSize,
                        version(),
                        there.isPresent() ? VersionState.KEPT : VersionState.NONE,
                        replacedSize,
                        Optional.of(ready.mark()),
                        there.map(Mark::of)));
    }

    // Names that are taken

    /// By default the last one counts, but for two inputs of one watched folder that both lie
    /// there: one of them would never be seen.
    private Output.Collide collide() {
        return order.output()
                .collide()
                .orElse(
                        order.origin().isPresent()
                                ? Output.Collide.REFUSE
                                : Output.Collide.REPLACE);
    }

    private Path refusedIfTaken(Path wanted, Optional<FileId> there, Owner owner, Path name)
            throws RefusedException {
        if (there.isEmpty() || isOfTheSameInput(owner)) {
            return wanted;
        }
        if (order.output().collide().isPresent()) {
            throw refused(
                    "taken",
                    name,
                    "a name that is free (collide: refuse)",
                    "the folder has a file of that name");
        }
        var rival = rival(owner);
        if (rival.isPresent()) {
            throw refused(
                    "taken",
                    name,
                    "a name that no other input gives (or collide: replace, collide: number)",
                    "it was made of %s, which still lies there"
                            .formatted(PathBytes.shown(rival.get())));
        }
        return wanted;
    }

    private Path numbered(Ready ready, Path wanted, Optional<FileId> there, Owner owner)
            throws IOException {
        if (order.origin().isPresent()) {
            var before =
                    names.placeOf(
                            order.automation(),
                            order.origin().get(),
                            ready.entry().name(),
                            destination);
            if (before.isPresent()
                    && isOfTheSameInput(names.owners(List.of(before.get())).getFirst())) {
                return before.get();
            }
        }
        if (there.isEmpty() && owner instanceof Owner.Nobody && !taken.contains(wanted)) {
            return wanted;
        }
        for (int number = 2; ; number++) {
            var candidate = Names.numbered(wanted, number);
            if (!taken.contains(candidate)
                    && FileId.of(candidate).isEmpty()
                    && names.owners(List.of(candidate)).getFirst() instanceof Owner.Nobody) {
                return candidate;
            }
        }
    }

    private boolean isOfTheSameInput(Owner owner) {
        return owner instanceof Owner.Published(var by, var file)
                && by.automation().equals(order.automation())
                && order.origin().isPresent()
                && file.origin().equals(order.origin());
    }

    /// Another input of this automation, of which the file there was made, if it still lies there.
    private Optional<Path> rival(Owner owner) {
        return switch (owner) {
            case Owner.Nobody() -> Optional.empty();
            case Owner.Published(var by, var file) ->
                    by.automation().equals(order.automation())
                            ? file.origin().filter(order.stillLies())
                            : Optional.empty();
        };
    }

    // What is there

    private Optional<FileId> lookUp(Path path, Path name) throws IOException, RefusedException {
        try {
            return FileId.of(path);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Too long for it, or with characters that it has no place for: each system says it
            // anew.
            if (Files.isDirectory(Keepings.nearest(path)) && FileId.of(destination).isPresent()) {
                throw refused(
                        "name",
                        name,
                        "a name that the destination accepts",
                        "it refuses this one (" + e.getReason() + ")");
            }
            throw e;
        }
    }

    private static void refuseWhatCannotBeReplaced(Path name, Optional<FileId> there)
            throws RefusedException {
        if (there.isPresent()) {
            switch (there.get().kind()) {
                case FILE, LINK -> {}
                case FOLDER ->
                        throw refused(
                                "folder",
                                name,
                                "a file or nothing in its place in the destination",
                                "a folder lies there");
                case FIFO, SOCKET, DEVICE ->
                        throw refused(
                                "kind",
                                name,
                                "a file or nothing in its place in the destination",
                                "something that is no file lies there");
            }
        }
    }

    /// Known from the time it was published, if nobody touched it since; else read.
    private static String digest(Path path, FileId there, Owner owner) throws IOException {
        if (owner instanceof Owner.Published(var _, var file)
                && file.sha256().isPresent()
                && file.mark().isPresent()
                && file.mark().get().fits(there)) {
            return file.sha256().get();
        }
        return Digest.of(path);
    }

    // publish: mirror

    /// Only what this automation itself published (of the same input, in a run per file), and only
    /// where it is still as it was published: what somebody else put there or changed is theirs.
    private void takeAwayTheRest() throws IOException {
        for (var path : names.namesOf(order.automation(), destination, order.origin())) {
            var there = FileId.of(path);
            if (taken.contains(path) || there.isEmpty()) {
                continue;
            }
            var owner = names.owners(List.of(path)).getFirst();
            if (owner instanceof Owner.Published(var by, var file)
                    && by.automation().equals(order.automation())
                    && isAsPublished(path, there.get(), file)) {
                files.add(removal(path, there.get(), file));
            }
        }
    }

    private static boolean isAsPublished(Path path, FileId there, File file) throws IOException {
        return switch (there.kind()) {
            case FILE, LINK ->
                    file.mark().filter(mark -> mark.fits(there)).isPresent()
                            || there.size() == file.size()
                                    && Optional.of(Digest.of(path)).equals(file.sha256());
            case FOLDER, FIFO, SOCKET, DEVICE -> false;
        };
    }

    private File removal(Path path, FileId there, File published) {
        return new File(
                files.size(),
                Kind.REMOVAL,
                path,
                Optional.empty(),
                order.origin(),
                0,
                Optional.empty(),
                Optional.empty(),
                published.sha256(),
                there.size(),
                version(),
                VersionState.KEPT,
                there.size(),
                Optional.empty(),
                Optional.of(Mark.of(there)));
    }

    private Path version() {
        return versions().resolve(Integer.toString(files.size()));
    }

    private Path versions() {
        return staging.keeping().versions().resolve(order.id().text());
    }

    static RefusedException refused(String code, Path name, String expected, String found) {
        return new RefusedException(Refusal.of(code, name, expected, found));
    }
}
