package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.platform.Machine;
import dev.fettle.platform.PathBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The environment of a program: a stated one, so that what works under a terminal works under a
/// service, and nothing private leaks in by accident.
final class ProgramEnvironment {
    private static final Set<String> HANDED_ON =
            Set.of(
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "SHELL",
                    "TZ",
                    "SSH_AUTH_SOCK",
                    "DISPLAY",
                    "WAYLAND_DISPLAY",
                    "DBUS_SESSION_BUS_ADDRESS");
    private static final String LAST_RESORT =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Map<String, byte[]> own = new LinkedHashMap<>();

    ProgramEnvironment() throws IOException {
        for (var entry : Machine.environment()) {
            var text = new String(entry, StandardCharsets.ISO_8859_1);
            int equals = text.indexOf('=');
            if (equals > 0) {
                own.put(
                        text.substring(0, equals),
                        Arrays.copyOfRange(entry, equals + 1, entry.length));
            }
        }
    }

    /// PATH for this automation's programs and checks: its own, else the home's, else Fettle's.
    String path(Automation automation, Optional<String> homePath) {
        return automation
                .definition()
                .surroundings()
                .path()
                .or(() -> homePath)
                .or(() -> Optional.ofNullable(own.get("PATH")).map(ProgramEnvironment::text))
                .orElse(LAST_RESORT);
    }

    /// What every program and check of the automation is given.
    private Map<String, byte[]> common(
            Automation automation, String path, Map<String, String> secrets) {
        var variables = new LinkedHashMap<String, byte[]>();
        own.forEach((name, value) -> {
            if (HANDED_ON.contains(name) || name.startsWith("XDG_")) {
                variables.put(name, value);
            }
        });
        Machine.userLocale().forEach((name, value) -> variables.put(name, bytes(value)));
        variables.put("PATH", bytes(path));
        automation
                .definition()
                .surroundings()
                .variables()
                .forEach((name, value) -> variables.put(name, bytes(value)));
        secrets.forEach((name, value) -> variables.put(name, bytes(value)));
        return variables;
    }

    /// The same as texts, for checks.
    Map<String, String> forChecks(Automation automation, String path, Map<String, String> secrets) {
        var variables = new LinkedHashMap<String, String>();
        common(automation, path, secrets)
                .forEach((name, value) -> variables.put(name, text(value)));
        return variables;
    }

    /// The environment of one attempt, as `NAME=VALUE` entries.
    List<byte[]> of(
            Work work,
            String path,
            int attempt,
            Optional<Path> staging,
            Path cache,
            Optional<Path> inputList,
            Map<String, String> secrets) {
        var variables = common(work.automation(), path, secrets);
        variables.put("FETTLE_RUN", bytes(work.run().id().text()));
        variables.put("FETTLE_AUTOMATION", bytes(work.automation().name().text()));
        variables.put("FETTLE_ATTEMPT", bytes(Integer.toString(attempt)));
        variables.put("FETTLE_CACHE", PathBytes.of(cache));
        work.run().due().ifPresent(due -> variables.put("FETTLE_DUE", bytes(due.toString())));
        staging.ifPresent(folder -> variables.put("FETTLE_OUTPUT", PathBytes.of(folder)));
        inputList.ifPresent(list -> variables.put("FETTLE_INPUTS", PathBytes.of(list)));
        if (!work.isBatch() && work.inputs().size() == 1) {
            variables.put("FETTLE_INPUT", PathBytes.of(work.paths().getFirst()));
        }
        var entries = new ArrayList<byte[]>();
        variables.forEach((name, value) -> entries.add(entry(name, value)));
        return entries;
    }

    /// The entry by which the run's descendants are found again: they may leave its session, but
    /// not shed their environment unnoticed.
    static byte[] cookie(Work work) {
        return entry("FETTLE_RUN", bytes(work.run().id().text()));
    }

    private static byte[] entry(String name, byte[] value) {
        var entry = new ByteArrayOutputStream(name.length() + 1 + value.length);
        entry.writeBytes(bytes(name));
        entry.write('=');
        entry.writeBytes(value);
        return entry.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
