package dev.fettle.upkeep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A small text file of an automation.
///
/// @param path in the automation's folder
/// @param content with each byte that is not UTF-8 replaced
record TextInFolder(Path path, String content) {
    private static final long LARGEST = 500_000;
    private static final int MOST = 200;

    /// What programs put there, and the samples' data, say nothing about how the automation is
    /// made.
    private static final Set<String> LEFT_OUT = Set.of("samples", "node_modules", "__pycache__");

    private static final Pattern SHELL =
            Pattern.compile("^#!\\s*\\S*/(env\\s+(-S\\s+)?)?(ba|da|k|z|a)?sh(\\s.*)?$");

    static List<TextInFolder> all(Path folder) throws IOException {
        var texts = new ArrayList<TextInFolder>();
        Files.walkFileTree(folder, new Walk(folder, texts));
        return texts.stream().sorted((a, b) -> a.path.compareTo(b.path)).toList();
    }

    boolean isShell() {
        var first = content.lines().findFirst().orElse("");
        return SHELL.matcher(first).matches()
                || (!first.startsWith("#!") && path.toString().endsWith(".sh"));
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<TextInFolder> texts;

        Walk(Path root, List<TextInFolder> texts) {
            this.root = root;
            this.texts = texts;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = String.valueOf(folder.getFileName());
            boolean leftOut =
                    !folder.equals(root) && (name.startsWith(".") || LEFT_OUT.contains(name));
            return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            var path = root.relativize(file);
            boolean wanted =
                    attributes.isRegularFile()
                            && attributes.size() <= LARGEST
                            && Files.isReadable(file)
                            && !path.equals(Path.of("README.md"));
            if (wanted) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                if (content.indexOf('\0') < 0) {
                    texts.add(new TextInFolder(path, content));
                }
            }
            return texts.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        /// A folder that may not be read says nothing; that is no reason to say nothing of the
        /// rest.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException trouble) {
            return FileVisitResult.CONTINUE;
        }
    }
}
