package dev.fettle.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Asks a program something and waits for its answer, but not for ever: at the limit, or when the
/// waiting thread is interrupted, its whole process tree is ended.
///
/// For short questions of fettle's own, checks among them. Standard input is empty unless something
/// is stated for it. What the program says beyond the output limit is read and dropped, so that it
/// never blocks. May be called on a virtual thread: the waiting is done by one that is not.
public final class Command {

    private static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.US_ASCII);
    private static final int ENOEXEC = 8;

    private Command() {}

    /// Runs it in this process's own environment, with some variables added or replaced.
    public static Answer run(
            List<String> command,
            Map<String, String> extraEnvironment,
            Path folder,
            Duration limit,
            int outputLimitBytes)
            throws IOException, InterruptedException {
        List<byte[]> bytes = command.stream().map(Command::bytes).toList();
        return runBytes(bytes, extraEnvironment, folder, limit, outputLimitBytes);
    }

    /// The same with something to read on its standard input, which lies in memory alone.
    public static Answer runWith(
            byte[] input,
            List<String> command,
            Map<String, String> extraEnvironment,
            Path folder,
            Duration limit,
            int outputLimitBytes)
            throws IOException, InterruptedException {
        List<byte[]> bytes = command.stream().map(Command::bytes).toList();
        return asked(environment(extraEnvironment), bytes, input, folder, limit, outputLimitBytes);
    }

    /// The same for arguments that may hold any bytes, such as names of files.
    public static Answer runBytes(
            List<byte[]> command,
            Map<String, String> extraEnvironment,
            Path folder,
            Duration limit,
            int outputLimitBytes)
            throws IOException, InterruptedException {
        return runIn(environment(extraEnvironment), command, folder, limit, outputLimitBytes);
    }

    private static List<byte[]> environment(Map<String, String> extra) throws IOException {
        List<byte[]> environment = new ArrayList<>();
        for (byte[] entry : Machine.environment()) {
            if (!extra.containsKey(name(entry))) {
                environment.add(entry);
            }
        }
        extra.forEach((name, value) -> environment.add(bytes(name + "=" + value)));
        return environment;
    }

    /// The same with exactly this environment, whole entries `NAME=value`; its PATH finds the
    /// program.
    public static Answer runIn(
            List<byte[]> environment,
            List<byte[]> command,
            Path folder,
            Duration limit,
            int outputLimitBytes)
            throws IOException, InterruptedException {
        return asked(environment, command, new byte[0], folder, limit, outputLimitBytes);
    }

    private static Answer asked(
            List<byte[]> environment,
            List<byte[]> command,
            byte[] input,
            Path folder,
            Duration limit,
            int outputLimitBytes)
            throws IOException, InterruptedException {
        var question =
                new Question(
                        located(command, environment),
                        environment,
                        folder,
                        input,
                        limit,
                        outputLimitBytes);
        FutureTask<Answer> task = new FutureTask<>(() -> ask(question));
        Thread.ofPlatform().daemon().name("command").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            question.giveUp();
            awaitEnd(task);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException denied) {
                throw denied;
            }
            throw new IllegalStateException("asking a program failed", e.getCause());
        }
    }

    /// A script without a first line that names its interpreter is one for the shell, as in a
    /// terminal.
    private static Answer ask(Question question) throws IOException, InterruptedException {
        try {
            return question.ask();
        } catch (Errno e) {
            if (e.number() != ENOEXEC) {
                throw e;
            }
            return question.by(SHELL).ask();
        }
    }

    /// The interrupt is told once nothing of the command works any more; ending takes seconds at
    /// most.
    private static void awaitEnd(FutureTask<Answer> task) {
        boolean ended = false;
        while (!ended) {
            try {
                task.get();
                ended = true;
            } catch (ExecutionException e) {
                ended = true; // nobody wants to know any more how it went
            } catch (InterruptedException e) {
                ended = false; // a second one; the first is the one that will be told
            }
        }
    }

    private static List<byte[]> located(List<byte[]> command, List<byte[]> environment)
            throws IOException {
        Path name = PathBytes.path(command.getFirst());
        Path program =
                Programs.find(name, path(environment))
                        .orElseThrow(() ->
                                new NoSuchFileException(
                                        PathBytes.shown(name), null, "no such program"));
        List<byte[]> located = new ArrayList<>(command);
        located.set(0, PathBytes.of(program));
        return located;
    }

    private static String path(List<byte[]> environment) {
        for (byte[] entry : environment) {
            if (name(entry).equals("PATH")) {
                return new String(
                        entry,
                        "PATH=".length(),
                        entry.length - "PATH=".length(),
                        StandardCharsets.UTF_8);
            }
        }
        return "/usr/local/bin:/usr/bin:/bin";
    }

    private static String name(byte[] entry) {
        int end = 0;
        while (end < entry.length && entry[end] != '=') {
            end++;
        }
        return new String(Arrays.copyOf(entry, end), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
