package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Answer;
import dev.fettle.platform.AtomicFile;
import dev.fettle.platform.Command;
import dev.fettle.platform.FileLock;
import dev.fettle.platform.Machine;
import dev.fettle.platform.Programs;
import dev.fettle.service.Unit;
import dev.fettle.service.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `fettle service`: whether systemd keeps this home's daemon up, and looks after it.
public final class ServiceVerb {
    private static final Path RUNS_HERE = Path.of("/run/systemd/system");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SHELL_LIMIT = Duration.ofSeconds(10);
    private static final int MOST_OUTPUT = 100_000;

    /// What the daemon needs to find the same state, JDK and language as here.
    private static final List<String> HANDED_ON =
            List.of("FETTLE_STATE", "XDG_STATE_HOME", "JAVA_HOME", "LANG", "LC_ALL", "TZ");

    private final Caller caller;
    private final Home home;
    private final Path launcher;
    private final String name;
    private final boolean system;
    private final Path folder;

    private ServiceVerb(Caller caller, Path launcher, boolean system) {
        this.caller = caller;
        this.home = caller.home();
        this.launcher = launcher;
        this.system = system;
        var user = Home.userHome(caller.environment());
        this.name = Units.name(home.root(), user.resolve("automations"));
        this.folder =
                system
                        ? Path.of("/etc/systemd/system")
                        : Optional.ofNullable(caller.environment().get("XDG_CONFIG_HOME"))
                                .map(Path::of)
                                .filter(Path::isAbsolute)
                                .orElse(user.resolve(".config"))
                                .resolve("systemd/user");
    }

    /// The units are the system's for root, and else the user's own.
    public static ServiceVerb of(Caller caller) throws IOException {
        var launcher = System.getProperty("fettle.launcher");
        if (launcher == null) {
            throw new UserError("Fettle was started without its launcher, which a service needs");
        }
        return new ServiceVerb(caller, Path.of(launcher), Machine.uid() == 0);
    }

    /// @param remarks what the user has to know besides
    public record Installed(List<Path> files, List<String> remarks) {}

    /// @param enabled whether it comes up with the machine (or the session)
    /// @param active whether it works now
    public record Standing(Optional<String> file, String enabled, String active, String watchdog) {}

    /// The units as they would be written, with where each would lie.
    public Map<Path, String> print() throws IOException, InterruptedException {
        var texts = new LinkedHashMap<Path, String>();
        for (var unit : units()) {
            texts.put(folder.resolve(unit.fileName()), unit.text());
        }
        return texts;
    }

    /// Writes the units and has systemd start them, now and with the machine.
    ///
    /// @throws UserError where there is no systemd, or a unit of that name is somebody else's
    public Installed install() throws IOException, InterruptedException {
        requireSystemd();
        var units = units();
        for (var unit : units) {
            refuseAnothers(folder.resolve(unit.fileName()));
        }
        Files.createDirectories(folder);
        var files = new ArrayList<Path>();
        for (var unit : units) {
            var file = folder.resolve(unit.fileName());
            AtomicFile.write(file, unit.text());
            files.add(file);
        }
        var remarks = new ArrayList<String>();
        FileLock.holder(home.state().daemonLock())
                .ifPresent(pid ->
                        remarks.add(
                                "`fettle up` is running already (process %d): the service takes over once that has ended"
                                        .formatted(pid)));
        systemctl("daemon-reload");
        systemctl("enable", "--now", "--no-block", name + ".service", name + "-watchdog.timer");
        if (!system && call("loginctl", "enable-linger").exit() != 0) {
            remarks.add(
                    "it ends when you log out: `loginctl enable-linger` was refused; as root, `loginctl enable-linger USER` keeps it");
        }
        return new Installed(files, remarks);
    }

    /// Stops the daemon and takes the units away. Programs that work go on.
    ///
    /// @return the files that were taken away
    public List<Path> uninstall() throws IOException, InterruptedException {
        var files = new ArrayList<Path>();
        for (var unit : units()) {
            var file = folder.resolve(unit.fileName());
            if (Files.exists(file)) {
                refuseAnothers(file);
                files.add(file);
            }
        }
        if (files.isEmpty()) {
            return files;
        }
        requireSystemd();
        systemctl("disable", "--now", name + "-watchdog.timer", name + ".service");
        for (var file : files) {
            Files.delete(file);
        }
        systemctl("daemon-reload");
        return files;
    }

    public Standing status() throws IOException, InterruptedException {
        var file =
                Optional.of(folder.resolve(name + ".service"))
                        .filter(Files::exists)
                        .map(Path::toString);
        if (file.isEmpty() || !Files.isDirectory(RUNS_HERE)) {
            return new Standing(file, "no", "no", "no");
        }
        return new Standing(
                file,
                word("is-enabled", name + ".service"),
                word("is-active", name + ".service"),
                word("is-active", name + "-watchdog.timer"));
    }

    private String word(String question, String unit) throws IOException, InterruptedException {
        return call(systemctlWith(question, unit)).output().strip();
    }

    private List<Unit> units() throws IOException, InterruptedException {
        return wanted().all(name);
    }

    private Units wanted() throws IOException, InterruptedException {
        var variables = new HashMap<String, String>();
        for (var variable : HANDED_ON) {
            var value = caller.environment().getOrDefault(variable, "");
            if (!value.isEmpty()) {
                variables.put(variable, value);
            }
        }
        variables.put("PATH", pathOfTheLoginShell());
        for (var text :
                List.of(launcher.toString(), home.root().toString(), variables.toString())) {
            if (text.contains("\n")) {
                throw new UserError("systemd knows no name with a line break in it: " + text);
            }
        }
        return new Units(launcher, home.root(), system, variables);
    }

    /// That of this process, where the shell does not say.
    private String pathOfTheLoginShell() throws IOException, InterruptedException {
        var shell = caller.environment().getOrDefault("SHELL", "/bin/sh");
        try {
            var answer =
                    Command.run(
                            List.of(shell, "-lc", "printf '\\n%s\\n' \"$PATH\""),
                            Map.of(),
                            home.root(),
                            SHELL_LIMIT,
                            MOST_OUTPUT);
            var last = answer.output().lines().reduce("", (_, line) -> line);
            return answer.exit() == 0 && last.startsWith("/") ? last : caller.path();
        } catch (IOException e) {
            return caller.path(); // SHELL names no program
        }
    }

    private void requireSystemd() throws IOException, InterruptedException {
        if (!Files.isDirectory(RUNS_HERE)) {
            throw new UserError(
                    "there is no systemd here that could keep `fettle up` running. Where there is a cron, add these lines by `crontab -e`:\n"
                            + String.join("\n", wanted().crontab()));
        }
    }

    private void refuseAnothers(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        var whose = Units.homeOf(Files.readString(file));
        if (whose.isEmpty()) {
            throw new UserError(
                    file + " was not written by Fettle; move it away, or look what it is for");
        }
        if (!whose.get().equals(home.root().toString())) {
            throw new UserError(
                    "%s is for the home %s, whose folder has the same name; rename one of the folders"
                            .formatted(file, whose.get()));
        }
    }

    private void systemctl(String... arguments) throws IOException, InterruptedException {
        var answer = call(systemctlWith(arguments));
        if (answer.exit() != 0) {
            throw new UserError(
                    "systemd refuses: %s (systemctl%s %s)"
                            .formatted(
                                    answer.error().strip(),
                                    system ? "" : " --user",
                                    String.join(" ", arguments)));
        }
    }

    private String[] systemctlWith(String... arguments) {
        var command = new ArrayList<String>();
        command.add("systemctl");
        if (!system) {
            command.add("--user");
        }
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private Answer call(String... command) throws IOException, InterruptedException {
        if (Programs.find(command[0], caller.path()).isEmpty()) {
            return new Answer(127, "", "there is no program " + command[0], false);
        }
        return Command.run(List.of(command), Map.of(), home.root(), LIMIT, MOST_OUTPUT);
    }
}
