package dev.fettle.automation;

import dev.fettle.platform.FileId;
import dev.fettle.platform.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// By what an automation is known again in another folder: its front matter and its program. The
/// prose does not count, and data beside them neither.
public final class Likeness {
    /// Of a larger program the size is enough.
    private static final long LARGEST = 1_000_000;

    private Likeness() {}

    /// The same text for automations that are alike.
    public static String of(Automation automation) throws IOException {
        var parts = new ArrayList<String>();
        parts.addAll(FrontMatter.of(automation.readme().lines().toList()).inside());
        for (var word : words(automation)) {
            var file = ownFile(automation.folder(), word);
            if (file.isPresent()) {
                parts.add(word);
                parts.add(content(file.get()));
            }
        }
        return Hash.sha256(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static List<String> words(Automation automation) {
        var words = new TreeSet<String>();
        automation
                .definition()
                .run()
                .ifPresent(run -> words.addAll(List.of(run.written().split("[\\s\"']+"))));
        words.remove("");
        return List.copyOf(words);
    }

    /// The file of this name in the folder; a link leads elsewhere, perhaps to a dead mount.
    private static Optional<Path> ownFile(Path folder, String word) throws IOException {
        Path file;
        try {
            file = folder.resolve(word).normalize();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (!file.startsWith(folder) || file.equals(folder)) {
            return Optional.empty();
        }
        var at = folder;
        for (var name : folder.relativize(file)) {
            at = at.resolve(name);
            var kind = FileId.of(at).map(FileId::kind);
            var wanted = at.equals(file) ? FileId.Kind.FILE : FileId.Kind.FOLDER;
            if (!kind.equals(Optional.of(wanted))) {
                return Optional.empty();
            }
        }
        return Optional.of(file);
    }

    private static String content(Path file) throws IOException {
        long size = FileId.of(file).map(FileId::size).orElse(0L);
        try {
            return size > LARGEST ? Long.toString(size) : Hash.sha256(file).hex();
        } catch (IOException e) {
            return "unreadable"; // the run will say so
        }
    }
}
