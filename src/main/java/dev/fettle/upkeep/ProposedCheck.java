package dev.fettle.upkeep;

import dev.fettle.notation.Size;
import dev.fettle.publish.PublishedFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A check that might have noticed what its owner noticed. Pure.
///
/// @param check as it is written under `check:`
/// @param why in a few words
public record ProposedCheck(String check, String why) {

    /// The likeliest first; the last one always works, since it is the owner's own.
    ///
    /// @param bad what the run published that was wrong
    /// @param good what the last good one published; empty where there is none
    /// @param stated names of the checks that there are
    public static List<ProposedCheck> of(
            List<PublishedFile> bad, List<PublishedFile> good, Set<String> stated) {
        var proposed = new ArrayList<ProposedCheck>();
        if (!good.isEmpty()) {
            comparison(bad, good).ifPresent(proposed::add);
        }
        bad.stream().findFirst().flatMap(ProposedCheck::ofKind).ifPresent(proposed::add);
        proposed.add(
                new ProposedCheck(
                        "command: [./looks-right, \"{output}\"]",
                        "a program of your own that ends with 1 where the result is wrong"));
        proposed.removeIf(each -> stated.contains(each.name()));
        return List.copyOf(proposed);
    }

    private String name() {
        return check.split(":", 2)[0];
    }

    private static Optional<ProposedCheck> comparison(
            List<PublishedFile> bad, List<PublishedFile> good) {
        long was = bytes(good);
        long is = bytes(bad);
        if (is < was / 2) {
            return Optional.of(
                    new ProposedCheck(
                            "shrink: 80 %",
                            "it has %s, the last good result has %s"
                                    .formatted(new Size(is), new Size(was))));
        }
        if (hashes(bad).equals(hashes(good))) {
            return Optional.of(
                    new ProposedCheck("changed", "the bytes are those of the last good result"));
        }
        return bad.size() < good.size()
                ? Optional.of(
                        new ProposedCheck(
                                "count: {min: %d}".formatted(good.size()),
                                "the last good result has more files (%d, not %d)"
                                        .formatted(good.size(), bad.size())))
                : Optional.empty();
    }

    private static Optional<ProposedCheck> ofKind(PublishedFile file) {
        var check =
                switch (ending(file)) {
                    case "json" -> "json: {path: {/status: ok}}";
                    case "csv", "tsv" -> "csv: {columns: [date, amount], min-rows: 50}";
                    case "html", "htm" -> "html: {title: Prices}";
                    case "xml" -> "xml: {root: feed}";
                    case "jpg", "jpeg", "png", "webp", "gif", "tif", "tiff" ->
                            "image: {min-width: 800, min-height: 600}";
                    case "zip", "gz", "tgz", "xz", "zst", "tar", "7z" ->
                            "archive: {min-members: 10}";
                    case "db", "sqlite" -> "sqlite: {query: SELECT count(*) > 100 FROM note}";
                    case "txt", "md", "log" -> "text: {matches: total, lacks: Traceback}";
                    default -> "";
                };
        return check.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ProposedCheck(check, "with what it should hold, in place of these"));
    }

    private static String ending(PublishedFile file) {
        var name = file.path().getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static long bytes(List<PublishedFile> files) {
        return files.stream().mapToLong(PublishedFile::size).sum();
    }

    private static Set<String> hashes(List<PublishedFile> files) {
        return files.stream()
                .map(PublishedFile::sha256)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
