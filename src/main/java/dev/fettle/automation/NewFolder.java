package dev.fettle.automation;

import dev.fettle.notation.UserError;
import dev.fettle.platform.Renames;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// A new automation's folder: filled under a name that no home looks at, read as it will be read,
/// and only then given its own name. What does not get that far is removed.
public final class NewFolder implements AutoCloseable {
    private static final String HIDDEN = ".fettle-new-";

    private final Home home;
    private final Name name;
    private final Path path;

    private NewFolder(Home home, Name name, Path path) {
        this.home = home;
        this.name = name;
        this.path = path;
    }

    static NewFolder in(Home home, String name) throws IOException {
        refuse(home, name);
        var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new NewFolder(
                home, new Name(name), Files.createDirectory(home.root().resolve(HIDDEN + random)));
    }

    /// So that nobody is asked questions in vain.
    ///
    /// @throws UserError where the name is no good one, or taken
    public static void refuse(Home home, String name) throws IOException {
        if (!Name.isGood(name)) {
            throw new UserError(
                    "\"%s\" is no good name for an automation; right would be %s"
                            .formatted(name, Name.RIGHT));
        }
        try (var children = Files.list(home.root())) {
            var taken =
                    children.map(child -> child.getFileName().toString())
                            .filter(name::equalsIgnoreCase)
                            .findFirst();
            if (taken.isPresent()) {
                throw new UserError(taken(home, taken.get()));
            }
        }
    }

    private static String taken(Home home, String name) {
        return "there is a \"%s\" in %s already, and names are unique without regard to case"
                .formatted(name, home.root());
    }

    Path path() {
        return path;
    }

    void write(String file, String text) throws IOException {
        Files.writeString(path.resolve(file), text);
    }

    /// Whoever may read it may run it.
    static void makeExecutable(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        for (var pair :
                new PosixFilePermission[][] {
                    {PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE},
                    {PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE},
                    {PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE}
                }) {
            if (permissions.contains(pair[0])) {
                permissions.add(pair[1]);
            }
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    /// Gives it its name.
    ///
    /// @throws UserError where what lies in it is no automation without errors, or the name is
    ///   taken
    Automation settle() throws IOException {
        var made = home.root().resolve(name.text());
        switch (Readme.read(name.text(), path, home.paths())) {
            case Reading.Broken(_, var problems) -> throw new UserError(problems);
            case Reading.Other(_, var why) ->
                    throw new UserError("this would be no automation: " + why);
            case Reading.Readable _ -> {}
        }
        if (!Renames.noReplace(path, made)) {
            throw new UserError(taken(home, name.text()));
        }
        return home.automation(name.text());
    }

    /// Removes what was not given its name.
    @Override
    public void close() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(path, new Removal());
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException trouble)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
