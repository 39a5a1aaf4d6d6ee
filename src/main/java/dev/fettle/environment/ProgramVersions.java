package dev.fettle.environment;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Answer;
import dev.fettle.platform.Clock;
import dev.fettle.platform.Command;
import dev.fettle.platform.FileId;
import dev.fettle.platform.PathBytes;
import dev.fettle.store.Store;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which version a program is. It is asked once, and again where its file is another one, or a day
/// has passed: a script may start what was exchanged behind it. What it told is kept in the store,
/// so that a run costs a look at the file and no process. Thread-safe.
public final class ProgramVersions {
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration BELIEVED = Duration.ofDays(1);
    private static final int OUTPUT_LIMIT = 1 << 16;
    private static final List<String> QUESTIONS = List.of("--version", "version", "-V");

    private final Optional<Store> store;
    private final Clock clock;
    private final Map<Path, Told> known = new ConcurrentHashMap<>();

    private ProgramVersions(Optional<Store> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public ProgramVersions(Store store, Clock clock) {
        this(Optional.of(store), clock);
    }

    /// For who has no store: each is asked anew.
    public static ProgramVersions unkept() {
        return new ProgramVersions(Optional.empty(), Clock.system());
    }

    /// What a program told.
    ///
    /// @param file the identity of the file that was asked
    record Told(String file, Version version, Instant at) {
        private boolean holds(String now, Instant moment) {
            return file.equals(now) && !moment.isBefore(at) && moment.isBefore(at.plus(BELIEVED));
        }
    }

    /// What became of a question.
    sealed interface Answered {
        record Is(Version version) implements Answered {}

        /// It is another program of that name.
        record Other() implements Answered {}

        record Mute(String why) implements Answered {}
    }

    /// @param program an absolute path
    /// @param path PATH of whoever will run it
    Answered of(Path program, KnownProgram known, String path) throws IOException {
        var file = FileId.following(program).map(ProgramVersions::identity);
        if (file.isEmpty()) {
            return new Answered.Mute("it is gone");
        }
        var kept = kept(program);
        if (kept.isPresent() && kept.get().holds(file.get(), clock.now())) {
            return new Answered.Is(kept.get().version());
        }
        var answered = asked(program, known, path);
        if (answered instanceof Answered.Is(var version)) {
            keep(program, new Told(file.get(), version, clock.now()));
        }
        return answered;
    }

    private static String identity(FileId id) {
        return "%d:%d:%d:%d:%d"
                .formatted(id.device(), id.inode(), id.size(), id.mtimeNanos(), id.ctimeNanos());
    }

    private Optional<Told> kept(Path program) throws IOException {
        var told = Optional.ofNullable(known.get(program));
        return told.isPresent() || store.isEmpty()
                ? told
                : store.get().read(sql -> ProgramTable.of(sql, program));
    }

    private void keep(Path program, Told told) throws IOException {
        known.put(program, told);
        if (store.isPresent()) {
            store.get().write(sql -> ProgramTable.put(sql, program, told));
        }
    }

    private static Answered asked(Path program, KnownProgram known, String path)
            throws IOException {
        boolean isAnother = false;
        for (var question : known.question().map(List::of).orElse(QUESTIONS)) {
            Answer answer;
            try {
                answer = asked(program, question, path);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                return new Answered.Mute("it cannot be run: " + Wording.denied(e));
            }
            if (answer.tookTooLong()) {
                return new Answered.Mute(
                        "no answer to %s within %d s".formatted(question, LIMIT.toSeconds()));
            }
            var said = answer.output() + "\n" + answer.error();
            if (known.sign().isPresent() && !said.contains(known.sign().get())) {
                isAnother = true;
                continue;
            }
            // A question that is its own is right whatever the exit code: some end with another.
            boolean isAnswer = answer.exit() == 0 || known.question().isPresent();
            var version = isAnswer ? Version.in(said) : Optional.<Version>empty();
            if (version.isPresent()) {
                return new Answered.Is(version.get());
            }
        }
        return isAnother ? new Answered.Other() : new Answered.Mute("it does not tell one");
    }

    private static Answer asked(Path program, String question, String path) throws IOException {
        try {
            return Command.run(
                    List.of(program.toString(), question),
                    Map.of("PATH", path, "LC_ALL", "C.UTF-8"),
                    Path.of("/"),
                    LIMIT,
                    OUTPUT_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while asking " + PathBytes.shown(program));
        }
    }
}
