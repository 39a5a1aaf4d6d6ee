package dev.fettle.daemon;

import dev.fettle.history.Run;
import dev.fettle.notation.Json;
import dev.fettle.notation.UserError;
import dev.fettle.run.Progress;
import dev.fettle.store.StateFolder;
import dev.fettle.verb.RunVerb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A verb's side of the daemon's socket.
public final class DaemonClient implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    private DaemonClient(SocketChannel channel) {
        this.channel = channel;
        this.in =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /// Empty where no daemon listens.
    public static Optional<DaemonClient> connect(StateFolder state) {
        try {
            return Optional.of(
                    new DaemonClient(
                            SocketChannel.open(UnixDomainSocketAddress.of(state.socket()))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// What came of a question.
    public sealed interface Answer {
        /// The answer's JSON as the daemon wrote it, read.
        record Got(@Nullable Object json) implements Answer {}

        record Busy(String why) implements Answer {}

        /// The daemon died: what was asked for goes on, and whoever takes the lock adopts it.
        ///
        /// @param run the run's id, where it had come that far
        record DaemonGone(Optional<String> run) implements Answer {}
    }

    /// Hears how far the run is.
    @FunctionalInterface
    public interface Listener {
        void reached(String words, String run, String log);
    }

    /// Tells the daemon, where one listens, that somebody changed how things stand. Without a word
    /// it would find out by itself, later.
    public static void changed(StateFolder state) {
        try (var daemon = connect(state).orElse(null)) {
            if (daemon != null) {
                var _ = daemon.ask(Json.line(Map.of("verb", "look")), (_, _, _) -> {});
            }
        } catch (IOException e) {
            return; // it is ending: the next one looks at everything
        }
    }

    /// How long ago the daemon looked at the schedules. Waits for as long as it takes.
    Optional<Duration> pulse() throws IOException {
        return ask(Json.line(Map.of("verb", "pulse")), (_, _, _) -> {})
                        instanceof Answer.Got(Number millis)
                ? Optional.of(Duration.ofMillis(millis.longValue()))
                : Optional.empty();
    }

    /// @throws UserError where the daemon refuses the question
    public Answer run(RunVerb.Question question, Listener listener) throws IOException {
        return ask(Message.run(question), listener);
    }

    /// Asks the daemon to end what was asked for on this connection.
    public void cancel() throws IOException {
        say("cancel");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Answer ask(String question, Listener listener) throws IOException {
        Optional<String> run = Optional.empty();
        try {
            say(question);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var message = Message.parse(line);
                if (message.has("answer")) {
                    return new Answer.Got(message.members().get("answer"));
                }
                if (message.has("error")) {
                    throw new UserError(message.text("error"));
                }
                if (message.has("busy")) {
                    return new Answer.Busy(message.text("busy"));
                }
                run = Optional.of(message.text("run"));
                listener.reached(message.text("stage"), message.text("run"), message.text("log"));
            }
        } catch (IOException e) {
            return new Answer.DaemonGone(run);
        }
        return new Answer.DaemonGone(run);
    }

    private void say(String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// The words for a stage, for runs that are carried out without a daemon.
    public static Progress telling(Listener listener) {
        return (Run run, Progress.Stage stage) ->
                listener.reached(StageText.words(stage), run.id().text(), run.log().toString());
    }
}
