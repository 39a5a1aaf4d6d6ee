import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// Takes the figures of `docs/performance.md` on this machine: the program as it is started by
/// hand, each with its floor in the same run. `java src/bench/Figures.java [WORD…]`, the words as
/// in [#main]; without one all of them. Needs a built `./fettle`, ImageMagick, inotifywait and
/// sqlite3. Works in the folder `FIGURES` names (else the temporary one): what a disk costs is part
/// of it.
final class Figures extends Ground {
    private static final int ROUNDS = 5;

    private Figures(Path work) {
        super(work);
    }

    public static void main(String[] words) throws Exception {
        var wanted =
                words.length > 0
                        ? List.of(words)
                        : List.of(
                                "start",
                                "history",
                                "idle",
                                "latency",
                                "staged",
                                "publish",
                                "many",
                                "photographs");
        for (var each : wanted) {
            var figures = new Figures(folder());
            switch (each) {
                case "start" -> figures.start();
                case "idle" -> figures.idle();
                case "latency" -> figures.latency();
                case "history" -> figures.history();
                case "staged" -> figures.staged(1_000);
                case "publish" -> figures.publish(1_000);
                case "many" -> figures.many(10_000);
                case "photographs" -> figures.photographs(40);
                default -> throw new IllegalArgumentException(each);
            }
            figures.remove();
        }
    }

    // --- the figures

    /// A verb from its call to its end, against a JVM that says hello.
    private void start() throws Exception {
        var hello = work.resolve("Hello.java");
        Files.writeString(
                hello,
                "class Hello { public static void main(String[] a) { System.out.println(1); } }");
        var javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        call(javac, "-d", work.toString(), hello.toString());
        automation("copy", "run: cp {input} {output}\noutput: ../../out");
        Files.writeString(work.resolve("a"), "a");
        fettle("run", "copy", work.resolve("a").toString());
        fettle("status");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var helloTimes = new ArrayList<Long>();
        var statusTimes = new ArrayList<Long>();
        var namedTimes = new ArrayList<Long>();
        var runTimes = new ArrayList<Long>();
        for (int i = 0; i < 4 * ROUNDS; i++) {
            helloTimes.add(
                    timed(() ->
                            call(
                                    java,
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-cp",
                                    work.toString(),
                                    "Hello")));
            statusTimes.add(timed(() -> fettle("status")));
            namedTimes.add(timed(() -> fettle("status", "copy")));
            runTimes.add(timed(() -> fettle("run", "copy", work.resolve("a").toString())));
            fettle("status"); // so that the next one finds its answer kept
        }
        tell("JVM that prints hello", helloTimes);
        tell("fettle status", statusTimes);
        tell("fettle status NAME", namedTimes);
        tell("fettle run NAME INPUT", runTimes);
        var up = new ArrayList<Long>();
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            try (var _ = new Daemon()) {
                up.add(System.nanoTime() - begun);
            }
        }
        tell("fettle up, to ready", up);
    }

    /// Memory and time of a daemon that has nothing to do.
    private void idle() throws Exception {
        automation("copy", "watch: ../../in\nrun: cp {input} {output}\noutput: ../../out");
        try (var daemon = new Daemon()) {
            drop("first", "one");
            await(() -> Files.exists(work.resolve("out/first")));
            Thread.sleep(10_000);
            long before = daemon.ticks();
            Thread.sleep(60_000);
            System.out.printf(
                    "idle: %s resident, %.3f %% of a core over a minute%n",
                    daemon.resident(), (daemon.ticks() - before) / 60.0);
        }
    }

    /// From the close of a file to its output complete.
    private void latency() throws Exception {
        automation("copy", "watch: {folder: ../../in, settle: 0s}\nrun: cp {input} ../../out/");
        automation("kept", "watch: ../../in2\nrun: cp {input} {output}\noutput: ../../out2");
        var bare = new ArrayList<Long>();
        var kept = new ArrayList<Long>();
        try (var _ = new Daemon()) {
            for (int i = 0; i < 60; i++) {
                var name = "f" + i;
                bare.add(timed(() -> dropAndAwait("in", "out", name)));
                kept.add(timed(() -> dropAndAwait("in2", "out2", name)));
                Thread.sleep(300);
            }
        }
        tell("close to output, cp straight to its place", bare.subList(10, 60));
        tell("close to output, staged, checked, published", kept.subList(10, 60));
    }

    private void dropAndAwait(String in, String out, String name) throws Exception {
        Files.writeString(work.resolve(in).resolve(name), "x".repeat(4_000) + name);
        var made = work.resolve(out).resolve(name);
        while (!Files.exists(made) || Files.size(made) < 4_000) {
            Thread.sleep(0, 200_000);
        }
    }

    /// `status` with 200 automations and a million runs, against three and none; out of the kept
    /// answer, and where it has to be made.
    private void history() throws Exception {
        for (int i = 0; i < 3; i++) {
            automation("job" + i, "run: cp {input} {output}\noutput: ../../out");
        }
        tell("3 automations, no run: ");
        for (int i = 3; i < 200; i++) {
            automation("job" + i, "run: cp {input} {output}\noutput: ../../out");
        }
        call(
                "sh",
                "-c",
                """
                sqlite3 "$0"/state/*/fettle.db "
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999999)
                INSERT INTO run (id, automation, trigger, dry, boot, requested_at, started_at,
                    duration_ms, attempts, outcome, exit_code, log)
                SELECT printf('%012d', i), 'job' || (i % 200), 'watch', 0, 'boot',
                    1700000000000 + i, 1700000000000 + i, 5, 1,
                    iif(i < 990000 AND i % 7 = 0, 'failed', 'succeeded'), 0, CAST('/log' AS BLOB)
                FROM n"
                """,
                work.toString());
        tell("200 automations, 1,000,000 runs: ");
    }

    private void tell(String what) throws Exception {
        fettle("status");
        var kept = new ArrayList<Long>();
        var made = new ArrayList<Long>();
        for (int i = 0; i < 3 * ROUNDS; i++) {
            call("touch", work.resolve("home/fettle.yaml").toString());
            made.add(timed(() -> fettle("status")));
            fettle("status");
            kept.add(timed(() -> fettle("status")));
        }
        tell(what + "kept status", kept);
        tell(what + "status that has to be made", made);
    }

    /// Durable runs that are staged, checked and published, each of 100 bytes.
    private void staged(int count) throws Exception {
        automation("copy", "watch: ../../in\nrun: cp {input} {output}\noutput: ../../out");
        try (var _ = new Daemon()) {
            long taken =
                    timed(() -> {
                        for (int i = 0; i < count; i++) {
                            Files.writeString(work.resolve("in/f" + i), ("file " + i).repeat(12));
                        }
                        await(() -> count("out") >= count);
                    });
            System.out.printf(
                    "%d staged, checked, published: %.0f runs/s%n", count, count * 1e9 / taken);
        }
    }

    /// From the end of a program that left many files of 10 kB to its run's end: checks, sync,
    /// journal, renames, record; against a sync of such files in 8 threads.
    private void publish(int count) throws Exception {
        folders();
        var bytes = new byte[10_000];
        for (int i = 0; i < count; i++) {
            ThreadLocalRandom.current().nextBytes(bytes);
            Files.write(work.resolve("side/f" + i), bytes);
        }
        automation("many", "run: [./many.sh, \"{output}\"]\noutput: ../../out");
        script("many", "many.sh", "cp ../../side/* \"$1\"/ && date +%s%N > ../../ended");
        var publishing = new ArrayList<Long>();
        var floor = new ArrayList<Long>();
        try (var _ = new Daemon()) {
            for (int i = 0; i < 2 * ROUNDS; i++) {
                floor.add(parallelSync(count, i));
                fettle("run", "many");
                long ended = Long.parseLong(read(work.resolve("ended")).strip());
                publishing.add(Long.parseLong(recorded().strip()) * 1_000_000 - ended);
            }
        }
        tell(count + " files of 10 kB checked and published", publishing);
        tell("the same files synced by 8 threads", floor);
        System.out.printf("ratio %.2f%n", median(publishing) / (double) median(floor));
    }

    /// When the newest run was over, in milliseconds.
    private String recorded() throws Exception {
        var process =
                builder(
                                "sh",
                                "-c",
                                "sqlite3 \"$0\"/state/*/fettle.db 'SELECT started_at + duration_ms"
                                        + " FROM run ORDER BY seq DESC LIMIT 1'",
                                work.toString())
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private long parallelSync(int count, int round) throws Exception {
        var folder = work.resolve("synced" + round);
        call("cp", "-r", work.resolve("side").toString(), folder.toString());
        try (var threads = Executors.newFixedThreadPool(8)) {
            return timed(() -> {
                var syncs = new ArrayList<Future<?>>();
                for (int i = 0; i < count; i++) {
                    var file = folder.resolve("f" + i);
                    syncs.add(
                            threads.submit(() -> {
                                try (var channel =
                                        FileChannel.open(file, StandardOpenOption.WRITE)) {
                                    channel.force(true);
                                }
                                return file;
                            }));
                }
                for (var each : syncs) {
                    each.get();
                }
            });
        }
    }

    /// Many small files at once, each a run, against a careful loop around inotifywait, which keeps
    /// no request and no history.
    private void many(int count) throws Exception {
        automation("sum", "watch: {folder: ../../in, settle: 0s}\nrun: [./sum.sh, \"{input}\"]");
        script("sum", "sum.sh", "sha256sum < \"$1\" >> ../../sums");
        Files.writeString(
                work.resolve("loop.sh"),
                """
                inotifywait -m -q -e close_write -e moved_to --format '%w%f%0' --no-newline ../../in2 |
                while IFS= read -r -d '' f; do ./loop-sum.sh "$f" </dev/null; done
                """);
        script("sum", "loop-sum.sh", "sha256sum < \"$1\" >> ../../loop-sums");
        var loop =
                builder("setsid", "bash", work.resolve("loop.sh").toString())
                        .directory(work.resolve("home/sum").toFile())
                        .start();
        Thread.sleep(1_000); // until it watches
        long floor = timed(() -> dropAll(count, "in2", "loop-sums"));
        loop.descendants().forEach(ProcessHandle::destroy);
        loop.destroy();
        try (var daemon = new Daemon()) {
            drop("first", "what lies there at the first start is handled up to 50 files only");
            await(() -> work.resolve("sums").toFile().length() > 0);
            Files.delete(work.resolve("sums"));
            long taken = timed(() -> dropAll(count, "in", "sums"));
            System.out.printf(
                    "%d files at once: fettle %d ms (%.0f runs/s, %s at most), the loop %d ms, %.2f ×%n",
                    count,
                    ms(taken),
                    count * 1e9 / taken,
                    daemon.atMost(),
                    ms(floor),
                    taken / (double) floor);
        }
    }

    private void dropAll(int count, String in, String sums) throws Exception {
        for (int i = 0; i < count; i++) {
            Files.writeString(work.resolve(in).resolve("f" + i), "file " + i);
        }
        long bytes = count * 68L; // a line of sha256sum
        await(() -> work.resolve(sums).toFile().length() >= bytes);
    }

    /// Photographs of 12 megapixels through the recipe, as it is and without its `accept`, against
    /// the recipe's program under xargs: alone, with a decode of each result, with one of each
    /// input too. Round by round, each time in another order.
    private void photographs(int count) throws Exception {
        for (int i = 0; i < 4; i++) {
            call(
                    "convert",
                    "-size",
                    "1000x750",
                    "-seed",
                    "" + i,
                    "plasma:",
                    "-resize",
                    "4000x3000!",
                    "-attenuate",
                    "0.5",
                    "+noise",
                    "Gaussian",
                    "-quality",
                    "90",
                    work.resolve("side/s" + i + ".jpg").toString());
        }
        recipe("web-images", "in", "out");
        recipe("unasked", "in2", "out2");
        var readme = work.resolve("home/unasked/README.md");
        Files.writeString(readme, read(readme).replace("accept: [image]\n", ""));
        var shrink = work.resolve("home/web-images/shrink.sh") + " \"$0\" " + work;
        var decode = " && convert " + work + "/%s/\"${0##*/}\" null:";
        var ways = new ArrayList<Way>();
        ways.add(new Way("xargs -P2, the program alone", "floor", shrink + "/floor"));
        ways.add(
                new Way(
                        "… with a decode of each result",
                        "floor2",
                        shrink + "/floor2" + decode.formatted("floor2")));
        ways.add(
                new Way(
                        "… with a decode of each input and result",
                        "floor3",
                        "convert \"$0\" null: && "
                                + shrink
                                + "/floor3"
                                + decode.formatted("floor3")));
        ways.add(new Way("fettle, each result checked", "out2", "in2"));
        ways.add(new Way("fettle, each input and result checked", "out", "in"));
        try (var _ = new Daemon()) {
            for (int round = 0; round <= ROUNDS; round++) {
                for (int n = 0; n < ways.size(); n++) {
                    var way = ways.get((n + round) % ways.size());
                    var photographs = copies(10 * round + n, count);
                    long taken = timed(() -> way.go(photographs, count));
                    if (round > 0) { // the first warms up
                        way.times.add(taken);
                    }
                    call(
                            "sh",
                            "-c",
                            "rm -rf " + photographs + " " + work + "/in*/* " + work + "/out*/*");
                }
            }
        }
        for (var way : ways) {
            tell(count + " photographs, " + way.name, way.times);
        }
        System.out.printf(
                "results checked: %.2f × bare, %.2f × with decodes; inputs too: %.2f × bare, %.2f × with decodes%n",
                ratio(ways.get(3), ways.get(0)),
                ratio(ways.get(3), ways.get(1)),
                ratio(ways.get(4), ways.get(0)),
                ratio(ways.get(4), ways.get(2)));
    }

    private static double ratio(Way way, Way floor) {
        return median(way.times) / (double) median(floor.times);
    }

    /// One way for a folder of photographs to be worked through.
    private final class Way {
        private final String name;
        private final String out;
        private final String line;
        private final List<Long> times = new ArrayList<>();

        /// @param line what xargs calls for each; the inbox where Fettle does it
        Way(String name, String out, String line) {
            this.name = name;
            this.out = out;
            this.line = line;
        }

        void go(Path photographs, int count) throws Exception {
            if (name.startsWith("fettle")) { // by a rename: copying is nobody's work here
                call("sh", "-c", "mv " + photographs + "/* " + work.resolve(line));
                await(() -> Figures.this.count(out) >= count);
            } else {
                xargs(photographs, out, line);
            }
        }
    }

    private void recipe(String name, String in, String out) throws Exception {
        fettle(
                "new",
                name,
                "--recipe",
                "web-images",
                "inbox=" + work.resolve(in),
                "output=" + work.resolve(out));
    }

    private Path copies(int round, int count) throws Exception {
        var folder = Files.createDirectories(work.resolve("round" + round));
        for (int i = 0; i < count; i++) {
            // Other bytes in each: a comment behind the first two.
            var bytes = Files.readAllBytes(work.resolve("side/s" + i % 4 + ".jpg"));
            var comment = "%05d".formatted(round * 100 + i).getBytes(StandardCharsets.US_ASCII);
            try (var out = Files.newOutputStream(folder.resolve("p" + i + ".jpg"))) {
                out.write(bytes, 0, 2);
                out.write(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 7});
                out.write(comment);
                out.write(bytes, 2, bytes.length - 2);
            }
        }
        return folder;
    }

    private void xargs(Path photographs, String out, String line) throws Exception {
        call("rm", "-rf", work.resolve(out).toString());
        Files.createDirectories(work.resolve(out));
        call("sh", "-c", "ls " + photographs + "/*.jpg | xargs -P2 -n1 sh -c '" + line + "'");
    }
}
