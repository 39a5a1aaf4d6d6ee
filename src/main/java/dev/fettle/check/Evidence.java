package dev.fettle.check;

import dev.fettle.platform.Clock;
import dev.fettle.platform.PathBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// All that checks see: the files in question, and the surroundings in which a check may start a
/// program.
///
/// @param folder the staging folder, or the one in which the inputs lie; findings name files
///   relative to it
/// @param files the regular files in question, absolute, sorted
/// @param environment the automation's own variables
/// @param workingFolder the automation's folder: what a check's relative paths start from
/// @param path PATH
/// @param redaction takes secrets out of what a program said, before any of it is cut off
/// @param scratch a private folder on a disk with room, which need not be there yet and goes with
///   the run
/// @param known what earlier runs kept
/// @param seen what the checks before this one learned of the files
public record Evidence(
        Path folder,
        List<Path> files,
        Map<String, String> environment,
        Path workingFolder,
        String path,
        UnaryOperator<String> redaction,
        Occasion occasion,
        Path scratch,
        Knowledge known,
        Seen seen) {
    public Evidence {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }

    public Evidence(
            Path folder,
            List<Path> files,
            Map<String, String> environment,
            Path workingFolder,
            String path,
            UnaryOperator<String> redaction,
            Occasion occasion,
            Path scratch,
            Knowledge known) {
        this(
                folder,
                files,
                environment,
                workingFolder,
                path,
                redaction,
                occasion,
                scratch,
                known,
                new Seen());
    }

    public Evidence(
            Path folder,
            List<Path> files,
            Map<String, String> environment,
            Path workingFolder,
            String path) {
        this(
                folder,
                files,
                environment,
                workingFolder,
                path,
                UnaryOperator.identity(),
                new Occasion(Clock.system(), Optional.empty(), Optional.empty()),
                folder.resolveSibling("scratch"),
                Knowledge.NONE);
    }

    /// A file's name as findings show it.
    public String shown(Path file) {
        return PathBytes.shown(file.startsWith(folder) ? folder.relativize(file) : file);
    }

    /// A path as users write it: `~/` is their home, and relative ones start at the automation's
    /// folder.
    Path at(String text) {
        return at(text, environment.getOrDefault("HOME", "/"), workingFolder);
    }

    static Path at(String text, String home, Path folder) {
        if (text.equals("~")) {
            return Path.of(home);
        }
        return text.startsWith("~/")
                ? Path.of(home).resolve(text.substring(2)).normalize()
                : folder.resolve(text).normalize();
    }

    /// The same surroundings around other files.
    public Evidence of(Path otherFolder, List<Path> others) {
        return new Evidence(
                otherFolder,
                others,
                environment,
                workingFolder,
                path,
                redaction,
                occasion,
                scratch,
                known);
    }

    Evidence narrowedTo(List<Path> fewer) {
        return new Evidence(
                folder,
                fewer,
                environment,
                workingFolder,
                path,
                redaction,
                occasion,
                scratch,
                known,
                seen);
    }

    public Evidence on(Occasion other) {
        return new Evidence(
                folder,
                files,
                environment,
                workingFolder,
                path,
                redaction,
                other,
                scratch,
                known,
                seen);
    }

    Evidence knowing(Knowledge more) {
        return new Evidence(
                folder,
                files,
                environment,
                workingFolder,
                path,
                redaction,
                occasion,
                scratch,
                more,
                seen);
    }
}
