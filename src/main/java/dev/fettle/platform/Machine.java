package dev.fettle.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The machine that this runs on, and what this process was given by it.
public final class Machine {

    private static final String ZONES = "/zoneinfo/";

    private static volatile @Nullable String bootId;

    private Machine() {}

    /// Another one after each boot.
    public static String bootId() throws IOException {
        var known = bootId;
        if (known == null) {
            known = word("sys/kernel/random/boot_id");
            bootId = known;
        }
        return known;
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    public static String hostname() throws IOException {
        return word("sys/kernel/hostname");
    }

    /// The machine's time zone as it is now: a process that lives for months does not keep the one
    /// that it was started in. `TZ` stands above it.
    public static ZoneId timeZone() {
        return System.getenv("TZ") == null
                ? zoneOf(Path.of("/etc/localtime")).orElseGet(ZoneId::systemDefault)
                : ZoneId.systemDefault();
    }

    /// The zone whose file a link leads to; empty where that cannot be told.
    static Optional<ZoneId> zoneOf(Path link) {
        try {
            var target = Files.readSymbolicLink(link).toString();
            int at = target.indexOf(ZONES);
            return at < 0
                    ? Optional.empty()
                    : Optional.of(ZoneId.of(target.substring(at + ZONES.length())));
        } catch (IOException | DateTimeException e) {
            return Optional.empty(); // a copy, or a name that Java does not know
        }
    }

    /// Since boot, time asleep included: unlike `Clock.nanos`.
    public static Duration uptime() throws IOException {
        String seconds = word("uptime").split(" ", -1)[0];
        return Duration.parse("PT" + seconds + "S");
    }

    /// Whether something keeps the wall clock right, as far as the kernel knows.
    static boolean isClockSynchronised() {
        return LibC.clockState() != LibC.TIME_ERROR;
    }

    /// The user that this process acts for.
    public static long uid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /// The locale that the user had before the launcher set one for the JVM: LANG and LC_*, in the
    /// launcher's lines `NAME=VALUE` (`FETTLE_LOCALE`), or else this process's own.
    public static Map<String, String> userLocale() {
        return userLocale(System.getenv());
    }

    static Map<String, String> userLocale(Map<String, String> environment) {
        Map<String, String> locale = new TreeMap<>();
        String handed = environment.get("FETTLE_LOCALE");
        if (handed == null) {
            environment.forEach((name, value) -> {
                if (isLocale(name)) {
                    locale.put(name, value);
                }
            });
            return Map.copyOf(locale);
        }
        for (String line : handed.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && isLocale(line.substring(0, equals))) {
                locale.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return Map.copyOf(locale);
    }

    /// This process's environment as it was at its start, whole entries, as bytes: Java's own
    /// strings lose those that are no UTF-8.
    public static List<byte[]> environment() throws IOException {
        byte[] all = ProcFile.bytes("self/environ");
        List<byte[]> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                entries.add(Arrays.copyOfRange(all, start, i));
                start = i + 1;
            }
        }
        return List.copyOf(entries);
    }

    /// A variable of another process as it was when its program began; empty where it has none or
    /// may not be asked.
    public static Optional<String> environmentOf(long pid, String name) {
        try {
            var entries = new String(ProcFile.bytes(pid + "/environ"), StandardCharsets.UTF_8);
            return Stream.of(entries.split("\0"))
                    .filter(entry -> entry.startsWith(name + "="))
                    .map(entry -> entry.substring(name.length() + 1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // another user's, or gone between two looks
        }
    }

    /// How many folders the kernel lets a user watch.
    public static long mostWatches() throws IOException {
        return Long.parseLong(word("sys/fs/inotify/max_user_watches"));
    }

    private static boolean isLocale(String name) {
        return name.equals("LANG") || name.equals("LANGUAGE") || name.startsWith("LC_");
    }

    private static String word(String file) throws IOException {
        return ProcFile.text(file).strip();
    }
}
