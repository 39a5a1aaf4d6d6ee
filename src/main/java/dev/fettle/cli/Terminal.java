package dev.fettle.cli;

import dev.fettle.notation.UserError;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Standard output for answers, standard error for everything said beside them. Colour and progress
/// appear only where standard error is a terminal.
final class Terminal {
    private final PrintStream out = stream(FileDescriptor.out);
    private final PrintStream err = stream(FileDescriptor.err);
    private final boolean interactive = isTerminal(2);
    private final boolean colour;
    private boolean lineInProgress;

    Terminal(Map<String, String> environment) {
        colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /// A line of the answer.
    void say(String line) {
        out.println(line);
    }

    /// The answer as it is.
    void print(String text) {
        out.print(text);
        out.flush();
    }

    PrintStream out() {
        return out;
    }

    /// Something beside the answer.
    void remark(String line) {
        clearProgress();
        err.println(line);
    }

    /// A line that the next one replaces; only for eyes.
    void progress(String line) {
        if (interactive) {
            err.print("\r\u001b[K" + line);
            err.flush();
            lineInProgress = true;
        }
    }

    void clearProgress() {
        if (lineInProgress) {
            err.print("\r\u001b[K");
            err.flush();
            lineInProgress = false;
        }
    }

    /// Whether somebody sits there who can be asked.
    boolean canAsk() {
        return interactive && isTerminal(0);
    }

    boolean isInteractive() {
        return interactive;
    }

    /// Empty where the input has ended.
    String ask(String question) throws IOException {
        clearProgress();
        err.print(question);
        err.flush();
        var line = InputHolder.IN.readLine();
        return line == null ? "" : line.strip();
    }

    /// What somebody types, without a trace on the screen, or else what standard input holds, up to
    /// so many bytes.
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it does again (JDK-8351435)
    byte[] hidden(String question, int most) throws IOException {
        if (!isTerminal(0)) {
            return System.in.readNBytes(most);
        }
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new UserError(
                    "what is typed here could not be hidden; give it on standard input, or let standard output be the terminal");
        }
        clearProgress();
        var typed = console.readPassword("%s", question);
        return typed == null ? new byte[0] : String.valueOf(typed).getBytes(StandardCharsets.UTF_8);
    }

    String good(String text) {
        return painted("32", text);
    }

    String bad(String text) {
        return painted("31", text);
    }

    String faint(String text) {
        return painted("2", text);
    }

    /// Colour for standard output, which may be a pipe while standard error is none.
    private String painted(String code, String text) {
        return colour && isTerminal(1) ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static final class InputHolder {
        static final BufferedReader IN =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
}
