package dev.fettle.daemon;

import dev.fettle.history.Run;
import dev.fettle.notation.Json;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Rounds;
import dev.fettle.run.Cancellation;
import dev.fettle.run.Progress;
import dev.fettle.verb.RunVerb;
import dev.fettle.verb.StatusVerb;
import dev.fettle.verb.Workshop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The daemon's socket: verbs that need its hands ask here. It lies in a folder that only the user
/// may enter. A connection is one question; a run goes on when its asker is gone, unless it said
/// `cancel`.
final class SocketServer implements AutoCloseable {
    private final Path path;
    private final Workshop workshop;
    private final Consumer<Throwable> trouble;
    private final ServerSocketChannel server;
    private final Rounds rounds;

    private final Runnable lookAnew;
    private final Supplier<Duration> sinceLastLook;

    private SocketServer(
            Path path,
            Workshop workshop,
            Runnable lookAnew,
            Supplier<Duration> sinceLastLook,
            Consumer<Throwable> trouble,
            ServerSocketChannel server) {
        this.path = path;
        this.workshop = workshop;
        this.lookAnew = lookAnew;
        this.sinceLastLook = sinceLastLook;
        this.trouble = trouble;
        this.server = server;
        this.rounds =
                new Rounds(
                        Thread.ofVirtual().name("socket"), workshop.clock(), trouble, this::accept);
    }

    /// @param lookAnew what is done when somebody says that he changed how things stand
    /// @param sinceLastLook how long ago the schedules were looked at
    static SocketServer start(
            Workshop workshop,
            Runnable lookAnew,
            Supplier<Duration> sinceLastLook,
            Consumer<Throwable> trouble)
            throws IOException {
        var path = workshop.state().socketToMake();
        Files.deleteIfExists(path); // the daemon's lock is ours: whoever listened here is dead
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(path));
        var server = new SocketServer(path, workshop, lookAnew, sinceLastLook, trouble, channel);
        server.rounds.start();
        return server;
    }

    @Override
    public void close() throws IOException {
        rounds.close();
        server.close();
        Files.deleteIfExists(path);
    }

    private void accept() throws IOException {
        var connection = server.accept();
        Thread.ofPlatform().daemon().name("asked").start(() -> serve(connection));
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(connection), StandardCharsets.UTF_8));
            var line = in.readLine();
            if (line != null) {
                answer(Message.parse(line), in, connection);
            }
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            trouble.accept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Message question, BufferedReader in, SocketChannel connection)
            throws IOException, InterruptedException {
        try {
            switch (question.text("verb")) {
                case "status" ->
                        say(
                                connection,
                                Message.of(
                                        "answer",
                                        new StatusVerb(workshop).answer(Optional.empty())));
                case "pulse" ->
                        say(connection, Message.of("answer", sinceLastLook.get().toMillis()));
                case "look" -> {
                    lookAnew.run();
                    say(connection, Message.of("answer", "done"));
                }
                case "run" -> run(question, in, connection);
                default ->
                        say(
                                connection,
                                Message.of(
                                        "error",
                                        "the daemon knows no verb " + question.text("verb")));
            }
        } catch (UserError e) {
            say(connection, Message.of("error", String.valueOf(e.getMessage())));
        } catch (RunVerb.Busy e) {
            say(connection, Message.of("busy", String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            trouble.accept(e);
            say(connection, Message.of("error", String.valueOf(e.getMessage())));
        }
    }

    private void run(Message question, BufferedReader in, SocketChannel connection)
            throws IOException, InterruptedException {
        var cancellation = new Cancellation();
        Thread.ofVirtual().start(() -> listenForCancel(in, cancellation));
        var answer =
                new RunVerb(workshop)
                        .answer(question.question(), new Told(connection), cancellation);
        say(connection, Message.of("answer", answer));
    }

    private static void listenForCancel(BufferedReader in, Cancellation cancellation) {
        try {
            if ("cancel".equals(in.readLine())) {
                cancellation.cancel();
            }
        } catch (IOException e) {
            // The asker is gone: what it asked for goes on.
            return;
        }
    }

    private static synchronized void say(SocketChannel connection, String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }

    /// Passes on how far a run is; an asker that is gone is no reason to stop.
    private record Told(SocketChannel connection) implements Progress {
        @Override
        public void reached(Run run, Stage stage) {
            try {
                say(connection, Json.line(StageText.of(run, stage)));
            } catch (IOException e) {
                return; // nobody listens any more
            }
        }
    }
}
