package dev.fettle.automation;

import dev.fettle.platform.AtomicFile;
import dev.fettle.platform.Renames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The list of automations in the home's README, between two comment lines. All else in that file
/// is the user's and stays byte for byte. Written by verbs that add or take away an automation,
/// never by one that only reads.
public final class HomeIndex {
    public static final String BEGIN = "<!-- fettle: index, kept by fettle -->";
    public static final String END = "<!-- fettle: end of index -->";

    private static final long LARGEST = 5_000_000;
    private static final String FRESH =
            """
            # Automations
            Each folder here is an automation. Its README says what it does, what it depends on, what
            breaks it, and what to do then.

            """;

    private final Home home;

    public HomeIndex(Home home) {
        this.home = home;
    }

    /// Brings the index up to date; nothing is written where it is.
    ///
    /// @return why the README was left alone; empty where its index is now as it should be
    public Optional<String> write() throws IOException {
        var file = home.root().resolve(Readme.FILE);
        if (Files.notExists(file)) {
            return create(file, FRESH + block("\n"));
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of(file + " is no file");
        }
        if (Files.size(file) > LARGEST) {
            return Optional.of(file + " is too large to be edited");
        }
        // Bytes for letters: whatever the user's text is written in, it stays.
        var old = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        var lineEnd = old.contains("\r\n") ? "\r\n" : "\n";
        var block =
                new String(
                        block(lineEnd).getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1);
        var updated = updated(old, block, lineEnd);
        if (!updated.equals(old)) {
            AtomicFile.write(file.toRealPath(), updated.getBytes(StandardCharsets.ISO_8859_1));
        }
        return Optional.empty();
    }

    /// A file of the user's, so with the mode that the user's own files get.
    private static Optional<String> create(Path file, String text) throws IOException {
        var beside = Files.createTempDirectory(file.getParent(), ".fettle-new-");
        try {
            var made = Files.writeString(beside.resolve(Readme.FILE), text);
            return Renames.noReplace(made, file)
                    ? Optional.empty()
                    : Optional.of(file + " was made by somebody else at the same time");
        } finally {
            Files.deleteIfExists(beside.resolve(Readme.FILE));
            Files.delete(beside);
        }
    }

    private static String updated(String old, String block, String lineEnd) {
        int begin = old.indexOf(BEGIN);
        if (begin < 0) {
            var gap = old.isEmpty() ? "" : old.endsWith("\n") ? lineEnd : lineEnd + lineEnd;
            return old + gap + block;
        }
        int end = old.indexOf(END, begin);
        int after = end >= 0 ? endOfLine(old, end) : endOfTable(old, endOfLine(old, begin));
        return old.substring(0, begin) + block + old.substring(after);
    }

    /// Where the closing comment was deleted, only what can be nothing but the index is replaced.
    private static int endOfTable(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '|') {
            at = endOfLine(text, at);
        }
        return at;
    }

    private static int endOfLine(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline + 1;
    }

    private String block(String lineEnd) throws IOException {
        var readings = home.automations();
        var table =
                readings.isEmpty()
                        ? List.of("There are none yet: `fettle new NAME` makes one.")
                        : table(readings);
        return BEGIN + lineEnd + String.join(lineEnd, table) + lineEnd + END + lineEnd;
    }

    private List<String> table(List<Reading> readings) {
        var lines = readings.stream().map(this::row).collect(Collectors.toList());
        lines.addFirst("| --- | --- | --- |");
        lines.addFirst("| automation | what it does | when |");
        return lines;
    }

    private String row(Reading reading) {
        var link = "[%s](%s/)".formatted(reading.name(), reading.name());
        return switch (reading) {
            case Reading.Readable(var automation) ->
                    row(
                            link,
                            cell(Prose.of(automation.readme()).summary()),
                            when(automation.definition()));
            case Reading.Broken _ ->
                    row(link, "its README has errors: `fettle lint` names them", "");
            case Reading.Other _ ->
                    throw new IllegalStateException("no automation: " + reading.name());
        };
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private String when(Definition definition) {
        if (definition.isDraft()) {
            return "a draft";
        }
        return definition
                .watch()
                .map(watch ->
                        (watch.per() == Watch.Per.FILE
                                        ? "when a file arrives in "
                                        : "when files arrive in ")
                                + code(shown(watch.folder())))
                .orElse("by hand");
    }

    /// The same on every machine that shares the home.
    private String shown(Path folder) {
        if (folder.startsWith(home.root())) {
            return home.root().relativize(folder).toString();
        }
        var user = home.paths().userHome();
        return folder.startsWith(user) ? "~/" + user.relativize(folder) : folder.toString();
    }

    private static String code(String text) {
        var fence = text.contains("`") ? "``" : "`";
        return fence + cell(text) + fence;
    }

    /// A text that can neither end its cell nor begin a comment.
    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<!--", "&lt;!--")
                .replace('\n', ' ')
                .replace('\r', ' ');
    }
}
