package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The register of checks: a new one is a file of its own and a line here.
final class Kinds {
    static final List<CheckKind> ALL =
            List.of(
                    new ValidCheck.Kind(),
                    new NotEmptyCheck.Kind(),
                    new ImageCheck.Kind(),
                    new JsonCheck.Kind(),
                    new TextCheck.Kind(),
                    new CsvCheck.Kind(),
                    new XmlCheck.Kind(),
                    new HtmlCheck.Kind(),
                    new ArchiveCheck.Kind(),
                    new SqliteCheck.Kind(),
                    new PdfCheck.Kind(),
                    new MediaCheck.Kind("video"),
                    new MediaCheck.Kind("audio"),
                    new TypeCheck.Kind(),
                    new CountCheck.Kind(),
                    new SizeCheck.Kind(),
                    new ShrinkCheck.Kind(),
                    new ChangedCheck.Kind(),
                    new FreshCheck.Kind(),
                    new SameAsCheck.Kind(),
                    new LogCheck.Kind(),
                    new UsualCheck.Kind(),
                    new CommandCheck.Kind(),
                    new FreeSpaceCheck.Kind(),
                    new MountedCheck.Kind(),
                    new HttpCheck.Kind(),
                    new TlsCheck.Kind(),
                    new PortCheck.Kind(),
                    new DnsCheck.Kind(),
                    new PostgresCheck.Kind(),
                    RepositoryKind.RESTIC,
                    RepositoryKind.BORG,
                    CopyKind.RSYNC,
                    CopyKind.TAR);

    private static final Key FILE =
            Key.of(
                    "file",
                    Shape.text("name or glob"),
                    "only files whose path in the folder fits: a name, or a glob in which * stays"
                            + " within a folder and ** does not");

    private Kinds() {}

    static Optional<CheckKind> named(String name) {
        return ALL.stream().filter(k -> k.name().equals(name)).findFirst();
    }

    /// One check: a bare name, or names with their options.
    static Shape shape() {
        var keys = new ArrayList<Key>();
        ALL.forEach(k -> keys.add(Key.of(k.name(), withFile(k.options()), k.says())));
        return Shape.either(words(), new Shape.Keys(keys, 1, keys.size()));
    }

    private static Shape words() {
        var others = new HashMap<String, String>();
        ALL.stream()
                .filter(k -> !k.standsAlone())
                .forEach(
                        k -> others.put(k.name(), "says nothing alone: write " + k.name() + ": …"));
        var alone = ALL.stream().filter(CheckKind::standsAlone).map(CheckKind::name).toList();
        return new Shape.Word(alone, others);
    }

    private static Shape withFile(Shape options) {
        return switch (options) {
            case Shape.Keys keys -> {
                var more = new ArrayList<>(keys.keys());
                more.add(FILE);
                yield new Shape.Keys(more, keys.least(), more.size());
            }
            case Shape.Either either ->
                    new Shape.Either(either.kinds().stream().map(Kinds::withFile).toList());
            case Shape.Text _,
                    Shape.Word _,
                    Shape.Whole _,
                    Shape.Flag _,
                    Shape.ListOf _,
                    Shape.Table _ ->
                    options;
        };
    }
}
