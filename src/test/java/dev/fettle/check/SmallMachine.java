package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import dev.fettle.platform.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks made by a JVM of their own with little memory and little time: what needs much of either
/// does not come back with an answer.
final class SmallMachine {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /// A third of what the daemon has, which makes checks of several runs at once.
    private static final String HEAP = "-Xmx64m";

    private SmallMachine() {}

    /// What these checks find in the results, a line for each finding: whether it passed (`true`,
    /// `false`, `unmade`), the code, the sentence or the warning.
    static List<String> findings(Results results, String... checks) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(SmallMachine.class.getName());
        command.add(results.folder().resolveSibling("").toString());
        command.addAll(List.of(checks));

        var answer = Command.run(command, Map.of(), Path.of("/"), LIMIT, 1 << 16);

        assertThat(answer.tookTooLong()).as("longer than %s", LIMIT).isFalse();
        assertThat(answer.error()).isEmpty();
        assertThat(answer.exit()).isZero();
        return answer.output().lines().toList();
    }

    public static void main(String[] arguments) throws Exception {
        var results = Results.in(Path.of(arguments[0])).withPath(Pictures.PATH);
        var checks = List.of(arguments).subList(1, arguments.length);
        for (var finding : results.verdict(checks.toArray(String[]::new)).findings()) {
            var passed = finding.passed().map(String::valueOf).orElse("unmade");
            var code = finding.code().map(c -> c + ": ").orElse("");
            System.out.println(passed + ": " + code + finding.detail().orElseThrow());
        }
    }
}
