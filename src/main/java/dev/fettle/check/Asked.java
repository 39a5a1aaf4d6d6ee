package dev.fettle.check;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import dev.fettle.platform.Command;
import dev.fettle.platform.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A program that is asked about a file, in the automation's own surroundings but in the language
/// that programs speak to each other.
public final class Asked {
    static final Duration LIMIT = Duration.ofSeconds(40);

    private static final int OUTPUT_LIMIT = 4 << 20;
    private static final int LONGEST_SAID = 200;

    private Asked() {}

    /// @param words where `{}` stands for the file
    public static Answer about(Path file, Evidence evidence, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<byte[]>();
        for (var word : words) {
            int at = word.indexOf("{}");
            command.add(
                    at < 0
                            ? word.getBytes(StandardCharsets.UTF_8)
                            : CheckCommand.join(
                                    word.substring(0, at), PathBytes.of(file.toAbsolutePath())));
        }
        return Command.runIn(
                environment(evidence), command, evidence.workingFolder(), LIMIT, OUTPUT_LIMIT);
    }

    private static List<byte[]> environment(Evidence evidence) {
        var entries = new ArrayList<byte[]>();
        evidence.environment()
                .forEach((name, value) -> {
                    if (!name.equals("PATH") && !name.startsWith("LC_")) {
                        entries.add((name + "=" + value).getBytes(StandardCharsets.UTF_8));
                    }
                });
        entries.add(("PATH=" + evidence.path()).getBytes(StandardCharsets.UTF_8));
        entries.add("LC_ALL=C.UTF-8".getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    /// The first thing that it said in error, without the file's own path.
    static String said(Answer answer, Path file, Evidence evidence) {
        var text = answer.error().isBlank() ? answer.output() : answer.error();
        var line = evidence.redaction().apply(text).strip().lines().findFirst().orElse("").strip();
        var plain = line.replace(PathBytes.shown(file.toAbsolutePath()), "it");
        var shown = plain.isEmpty() ? "exit code " + answer.exit() : plain;
        return Wording.visible(
                shown.length() > LONGEST_SAID ? shown.substring(0, LONGEST_SAID) + "…" : shown);
    }

    /// Whether it was killed, or ran out of what the machine has: that proves nothing.
    static boolean wasStopped(Answer answer) {
        return answer.tookTooLong()
                || answer.exit() > 128
                || answer.error().contains("Cannot allocate memory");
    }
}
