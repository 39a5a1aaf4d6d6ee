package dev.fettle.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The three units of a home: the daemon, a look at the daemon, and the timer of that look.
///
/// Runs outlive the daemon (`KillMode=process`), and one that took too much memory is not the end
/// of all (`OOMPolicy=continue`). There is no sandbox: automations need what they need.
///
/// @param launcher the `fettle` that is started, an absolute path
/// @param system whether they are the system's, or the user's own
/// @param environment what the daemon finds around it, PATH among it
public record Units(Path launcher, Path home, boolean system, Map<String, String> environment) {
    private static final String MARK = "# Written by `fettle service install` for the home ";

    public Units {
        environment = Map.copyOf(environment);
    }

    /// The name of the daemon's unit. The usual home has the plain one.
    ///
    /// @param usual where a home lies that nobody names
    public static String name(Path home, Path usual) {
        if (home.equals(usual)) {
            return "fettle";
        }
        var folder = Optional.ofNullable(home.getFileName()).map(Path::toString).orElse("root");
        return "fettle-" + folder.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /// The home that a unit was written for; empty where Fettle did not write it.
    public static Optional<String> homeOf(String text) {
        return text.lines()
                .findFirst()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()));
    }

    public List<Unit> all(String name) {
        return List.of(
                new Unit(name + ".service", daemon()),
                new Unit(name + "-watchdog.service", watchdog()),
                new Unit(name + "-watchdog.timer", timer(name)));
    }

    private String daemon() {
        return """
        %s
        # Changes are best made beside it: systemctl%s edit UNIT

        [Unit]
        Description=Fettle keeps the automations of %s working
        %s
        [Service]
        Type=notify
        ExecStart=/usr/bin/env %s --home %s up
        %s
        Restart=always
        RestartSec=10
        TimeoutStartSec=15min
        WatchdogSec=3min
        KillMode=process
        OOMPolicy=continue
        Delegate=yes

        [Install]
        WantedBy=%s
        """
                .formatted(
                        mark(),
                        system ? "" : " --user",
                        escaped(home.toString()),
                        order(),
                        command(launcher.toString()),
                        command(home.toString()),
                        variables(),
                        system ? "multi-user.target" : "default.target");
    }

    /// A user's unit cannot be ordered after the system's.
    private String order() {
        return system
                ? """
                After=time-sync.target network-online.target
                Wants=time-sync.target network-online.target
                """
                : "";
    }

    /// That something is wrong is its answer, not its failure.
    private String watchdog() {
        return """
        %s

        [Unit]
        Description=Looks whether Fettle lives, and tells if it does not

        [Service]
        Type=oneshot
        ExecStart=/usr/bin/env %s --home %s watchdog
        %s
        SuccessExitStatus=1
        TimeoutStartSec=15min
        """
                .formatted(
                        mark(),
                        command(launcher.toString()),
                        command(home.toString()),
                        variables());
    }

    private String timer(String name) {
        return """
        %s

        [Unit]
        Description=Looks every 5 minutes whether Fettle lives

        [Timer]
        OnBootSec=5min
        OnUnitActiveSec=5min
        AccuracySec=30s
        Unit=%s-watchdog.service

        [Install]
        WantedBy=timers.target
        """
                .formatted(mark(), name);
    }

    /// The same without systemd: lines for `crontab -e`.
    public List<String> crontab() {
        var variables =
                new TreeMap<>(environment)
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + shell(e.getValue()))
                                .collect(Collectors.joining(" "));
        var call =
                "%s %s --home %s "
                        .formatted(variables, shell(launcher.toString()), shell(home.toString()));
        return List.of(
                "@reboot " + cron(call) + "up >/dev/null 2>&1",
                "*/5 * * * * " + cron(call) + "watchdog >/dev/null 2>&1");
    }

    private String mark() {
        return MARK + home;
    }

    private String variables() {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .map(e -> "Environment=" + quoted(e.getKey() + "=" + e.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    /// In an argument `$` begins a variable. The name of the program itself may hold neither quotes
    /// nor backslashes: that is why `env` becomes it.
    private static String command(String text) {
        return quoted(text).replace("$", "$$");
    }

    private static String quoted(String text) {
        return '"' + escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /// A percent sign begins a specifier.
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }

    private static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /// For cron a percent sign ends the line.
    private static String cron(String text) {
        return text.replace("%", "\\%");
    }
}
