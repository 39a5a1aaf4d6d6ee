package dev.fettle;

import dev.fettle.daemon.Daemon;
import dev.fettle.platform.Clock;
import dev.fettle.verb.Caller;
import dev.fettle.verb.DigestVerb;
import dev.fettle.verb.Upkeep;
import dev.fettle.verb.Workshop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Lives through what a start goes through, so that the JVM can write an AOT cache of what that
/// loads. `src/build/rehearsals.sh` lays the home and holds the command lines.
final class Rehearsal {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "verbs" -> verbs();
            case "daemon" -> daemon(Path.of(arguments[1]), Path.of(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /// One command line a line of standard input, words parted by tabs.
    private static void verbs() throws IOException {
        var lines = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        try (var reader = new BufferedReader(lines)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                int exit = Main.run(line.replace("HOME", System.getenv("HOME")).split("\t"));
                System.out.println("exit " + exit + " <- " + line);
            }
        }
    }

    /// A file is dropped and published, and what a daemon does in its first minutes is done at
    /// once. No page is read: what pages need would lie in the memory of each daemon that nobody
    /// looks at, 4 MiB for a third of a second at the first look.
    private static void daemon(Path inbox, Path out) throws IOException, InterruptedException {
        var caller = Caller.of(Optional.empty(), System.getenv(), Path.of("").toAbsolutePath());
        try (var _ = Daemon.start(caller)) {
            Files.writeString(inbox.resolve("dropped.txt"), "dropped\n");
            var clock = Clock.system();
            long begun = clock.nanos();
            while (!Files.exists(out.resolve("dropped.txt"))
                    && clock.nanos() - begun < LONGEST.toNanos()) {
                clock.sleep(LOOK_AGAIN);
            }
        }
        try (var workshop = Workshop.open(caller.home(), Clock.system())) {
            new DigestVerb(workshop).sendWhereDue();
            Upkeep.keep(workshop);
        }
        Main.run(new String[] {"up", "--home", "/dev/null"}); // as far as a command line leads
    }
}
