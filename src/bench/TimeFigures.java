import dev.fettle.automation.Automation;
import dev.fettle.automation.Definition;
import dev.fettle.automation.Home;
import dev.fettle.automation.Reading;
import dev.fettle.automation.Scheduled;
import dev.fettle.history.Run;
import dev.fettle.history.Slot;
import dev.fettle.history.Slots;
import dev.fettle.notation.Mark;
import dev.fettle.notation.Source;
import dev.fettle.platform.Clock;
import dev.fettle.run.Progress;
import dev.fettle.schedule.Schedule;
import dev.fettle.schedule.ScheduleText;
import dev.fettle.store.Store;
import dev.fettle.trigger.NeedWatch;
import dev.fettle.trigger.Schedules;
import dev.fettle.trigger.SlotRuns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// The figures of schedules and alerts, as [Figures] takes the others. It looks into the program
/// for one of them, and wants its jars: `java -cp ".build/$(cat
/// .build/current)/fettle.jar:.build/$(cat .build/current)/lib/*" src/bench/TimeFigures.java
/// [WORD…]`.
final class TimeFigures extends Ground {
    private TimeFigures(Path work) {
        super(work);
    }

    public static void main(String[] words) throws Exception {
        var wanted =
                words.length > 0
                        ? List.of(words)
                        : List.of("texts", "folders", "due", "alone", "alert", "idle");
        for (var each : wanted) {
            var figures = new TimeFigures(folder());
            switch (each) {
                case "texts" -> figures.texts(100_000);
                case "folders" -> figures.homeOf(1_000);
                case "due" -> figures.due(100);
                case "alone" -> figures.alone(10);
                case "alert" -> figures.alert(10);
                case "idle" -> figures.idle(200);
                default -> throw new IllegalArgumentException(each);
            }
            figures.remove();
        }
    }

    // --- many schedules

    /// Texts given to the scheduler without folders: read, walked for the first time, in the queue
    /// of what is due next, and durable; then the same after a start, when they are known.
    private void texts(int count) throws Exception {
        automation("one", "schedule: daily at 02:30\nrun: \"true\"");
        var home = Home.find(Optional.of(work.resolve("home")), Map.of(), work);
        var template = ((Reading.Readable) home.read().getFirst()).automation();
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add("%d %d * * %d".formatted(i % 60, i / 60 % 24, i / 1440 % 7));
        }
        System.gc();
        long before = used();
        var parsed = new ArrayList<Schedule>();
        long parsing = timed(() -> texts.forEach(text -> parsed.add(schedule(text))));
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < count; i++) {
            readings.add(new Reading.Readable(with(template, i, texts.get(i), parsed.get(i))));
        }
        long read;
        try (var store = Store.open(work.resolve("store/fettle.db"));
                var schedules = schedules(store)) {
            read = timed(() -> start(schedules, readings));
            System.gc();
            System.out.printf(
                    "%d schedules: parsed in %d ms, walked, queued and durable in %d ms, %d MiB of heap%n",
                    count, ms(parsing), ms(read), (used() - before) >> 20);
        }
        try (var store = Store.open(work.resolve("store/fettle.db"));
                var schedules = schedules(store)) {
            long again = timed(() -> start(schedules, readings));
            System.out.printf("the same when they are known: %d ms%n", ms(again));
        }
    }

    private static void start(Schedules schedules, List<Reading> readings) throws IOException {
        schedules.start(readings);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Schedules schedules(Store store) throws IOException {
        var clock = Clock.system();
        var nobody =
                new SlotRuns.Desk() {
                    @Override
                    public void run(Automation automation, Slot slot, Progress progress) {}

                    @Override
                    public void stop(Run run) {}

                    @Override
                    public void whenOver(Consumer<String> hears) {}
                };
        var runs =
                new SlotRuns(
                        nobody,
                        new Slots(store),
                        clock,
                        2,
                        Runnable::run,
                        new NeedWatch(store, clock, Throwable::printStackTrace),
                        Throwable::printStackTrace);
        return new Schedules(
                store, runs, clock, () -> ZoneOffset.UTC, "boot", Throwable::printStackTrace);
    }

    private static Schedule schedule(String text) {
        return Schedule.read(List.of(new ScheduleText(Source.of("bench", text), Mark.START, text)));
    }

    /// The same automation by another name and schedule.
    private static Automation with(Automation template, int number, String text, Schedule schedule)
            throws Exception {
        var policy = template.definition().schedule().orElseThrow();
        var other =
                new Scheduled(
                        schedule,
                        List.of(text),
                        policy.zone(),
                        policy.catchUp(),
                        policy.within(),
                        policy.whenBusy(),
                        policy.lostAgain());
        var parts = Definition.class.getRecordComponents();
        var values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] =
                    parts[i].getName().equals("schedule")
                            ? Optional.of(other)
                            : parts[i].getAccessor().invoke(template.definition());
        }
        var definition = (Definition) Definition.class.getConstructors()[0].newInstance(values);
        return new Automation(
                new dev.fettle.automation.Name("job" + number),
                template.folder(),
                definition,
                template.readme(),
                template.id());
    }

    /// From the start of the daemon to ready, with that many folders.
    private void homeOf(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            automation("job" + i, "schedule: daily at 02:30\nrun: \"true\"");
        }
        var home = Home.find(Optional.of(work.resolve("home")), Map.of(), work);
        home.read(); // warm, as a daemon that reads them again is
        System.out.printf("%d folders read: %d ms%n", count, ms(timed(home::read)));
        var up = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            up.add(
                    timed(() -> {
                        try (var daemon = new Daemon()) {
                            System.out.println("with them: " + daemon.resident());
                        }
                    }));
        }
        tell("up and down with " + count + " folders", up);
    }

    // --- from the due time to the program

    /// That many that are due in the same second, against a bare loop that starts as many programs
    /// through the same shim.
    private void due(int count) throws Exception {
        Files.createDirectories(work.resolve("starts"));
        var next = Instant.now().plusSeconds(45).atZone(java.time.ZoneId.systemDefault());
        next = next.plusMinutes(1).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
        for (int i = 0; i < count; i++) {
            automation(
                    "job" + i,
                    "schedule: daily at %02d:%02d\nrun: ./go.sh"
                            .formatted(next.getHour(), next.getMinute()));
            script("job" + i, "go.sh", "date +%s%N > ../../starts/" + i);
        }
        var at = next.toInstant();
        try (var _ = new Daemon()) {
            Thread.sleep(Duration.between(Instant.now(), at).plusMillis(1));
            await(() -> count("starts") == count);
            Thread.sleep(500);
        }
        tell(count + " due in the same second, to their start", sinceDue(at));
        call("sh", "-c", "rm -f " + work + "/starts/*");
        long begun = System.currentTimeMillis();
        var loop =
                """
                i=0; while [ $i -lt %d ]; do
                  mkdir "$0/run$i"; : > "$0/run$i/lock"
                  ( exec 9< "$0/run$i/lock"; flock 9
                    exec sh %s/src/main/resources/shim.sh "$0/run$i" 022 "$0/home/job$i" "" "" ./go.sh ) &
                  i=$((i+1))
                done; wait
                """
                        .formatted(count, ROOT);
        call("sh", "-c", loop, work.toString());
        tell("the bare loop through the shim", sinceDue(Instant.ofEpochMilli(begun)));
    }

    private List<Long> sinceDue(Instant due) throws IOException {
        var delays = new ArrayList<Long>();
        try (var files = Files.newDirectoryStream(work.resolve("starts"))) {
            for (var file : files) {
                long nanos = Long.parseLong(read(file).strip());
                delays.add(nanos - due.toEpochMilli() * 1_000_000);
            }
        }
        return delays;
    }

    /// One alone, some times.
    private void alone(int times) throws Exception {
        automation("alone", "schedule: every 5s\nrun: ./go.sh");
        script("alone", "go.sh", "echo \"$FETTLE_DUE $(date +%s%N)\" >> ../../starts");
        try (var _ = new Daemon()) {
            await(() -> read(work.resolve("starts")).lines().count() > times);
        }
        var delays =
                read(work.resolve("starts"))
                        .lines()
                        .skip(1)
                        .map(line -> line.split(" "))
                        .map(w ->
                                Long.parseLong(w[1])
                                        - Instant.parse(w[0]).toEpochMilli() * 1_000_000)
                        .toList();
        tell("one alone, from due to its program's first line", delays);
    }

    // --- alerts

    /// From the end of a program that failed to the mail server's 250 for its alert.
    private void alert(int times) throws Exception {
        try (var server = new MailServer()) {
            for (int i = 0; i < times; i++) {
                automation("bad" + i, "run: ./go.sh");
                script("bad" + i, "go.sh", "date +%s%N > ../../failed; exit 1");
            }
            Files.writeString(
                    work.resolve("home/fettle.yaml"),
                    """
                    web: 127.0.0.1:0
                    channels:
                      me: {email: {to: me@example.org, from: fettle@example.org, server: "smtp://127.0.0.1:%d"}}
                    """
                            .formatted(server.port()));
            var delays = new ArrayList<Long>();
            try (var _ = new Daemon()) {
                for (int i = 0; i < times; i++) {
                    builder(FETTLE.toString(), "run", "bad" + i).start().waitFor();
                    long sent = server.accepted.take();
                    delays.add(sent - Long.parseLong(read(work.resolve("failed")).strip()));
                    Thread.sleep(11_000); // what opens within 10 s would be gathered
                }
            }
            tell("from the failure to the server's 250", delays);
        }
    }

    /// Says yes to everything, and when it took a mail.
    private static final class MailServer implements AutoCloseable {
        private final ServerSocket socket;
        private final BlockingQueue<Long> accepted = new LinkedBlockingQueue<>();

        MailServer() throws IOException {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (var client = socket.accept()) {
                    talk(client);
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        e.printStackTrace();
                    }
                }
            }
        }

        private void talk(Socket client) throws IOException {
            var in =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            say(client, "220 bench");
            boolean data = false;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (data && line.equals(".")) {
                    data = false;
                    say(client, "250 taken");
                    var now = Instant.now();
                    accepted.add(now.getEpochSecond() * 1_000_000_000 + now.getNano());
                } else if (line.equalsIgnoreCase("DATA")) {
                    data = true;
                    say(client, "354 go on");
                } else if (line.equalsIgnoreCase("QUIT")) {
                    say(client, "221 bye");
                    return;
                } else if (!data) {
                    say(client, "250 fine");
                }
            }
        }

        private static void say(Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// A daemon that has nothing to do but to know when something is due.
    private void idle(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            automation(
                    "job" + i,
                    "schedule: daily at %02d:%02d\nrun: \"true\"".formatted(i % 24, i % 60));
        }
        try (var daemon = new Daemon()) {
            Thread.sleep(75_000); // what a start leaves to be done is done
            long before = daemon.ticks();
            Thread.sleep(60_000);
            System.out.printf(
                    "idle with %d schedules: %s resident, %.3f %% of a core over a minute%n",
                    count, daemon.resident(), (daemon.ticks() - before) / 60.0);
        }
    }
}
