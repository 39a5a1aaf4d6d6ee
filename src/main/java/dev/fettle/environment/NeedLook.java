package dev.fettle.environment;

import dev.fettle.notation.Wording;
import dev.fettle.platform.Mounts;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Reach;
import dev.fettle.platform.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks whether needs are there. No look hangs: mounts are asked by [Silence], hosts for a few
/// seconds.
///
/// @param variables that programs are given, PATH among them
/// @param pins which disks must be mounted, where that is known
public record NeedLook(
        Map<String, String> variables,
        PowerSupplies supplies,
        Pins pins,
        ProgramVersions versions) {
    public NeedLook {
        variables = Map.copyOf(variables);
    }

    public static NeedLook with(
            Map<String, String> variables, Pins pins, ProgramVersions versions) {
        return new NeedLook(variables, PowerSupplies.OF_THIS_MACHINE, pins, versions);
    }

    /// All that are missing, in their order. They are asked at once: the slowest alone is waited
    /// for.
    public List<Missing> at(List<Need> needs) throws IOException {
        Silence.askAheadOf(needs.stream().flatMap(need -> need.place().stream()).toList());
        var looks = needs.stream().map(this::begun).toList();
        var missing = new ArrayList<Missing>();
        for (var look : looks) {
            look.end().ifPresent(missing::add);
        }
        return List.copyOf(missing);
    }

    /// A look that is on its way.
    @FunctionalInterface
    private interface Look {
        Optional<Missing> end() throws IOException;
    }

    private Look begun(Need need) {
        return switch (need) {
            case Need.Program program ->
                    () ->
                            new ProgramLook(variables.getOrDefault("PATH", ""), versions)
                                    .missing(program);
            case Need.Mount mount ->
                    () -> {
                        var silence = Silence.at(mount.point()); // be it of one on the way to it
                        return missing(
                                need,
                                silence.isPresent() ? silence.map(Silence::words) : trouble(mount));
                    };
            case Need.Host(var name, int port) -> {
                var reach = Reach.of(name, port);
                yield () ->
                        missing(
                                need,
                                reach.trouble()
                                        .map(why ->
                                                "%s cannot be reached: %s"
                                                        .formatted(need.words(), why)));
            }
            case Need.File(var path) ->
                    () -> {
                        var silence = Silence.at(path);
                        return silence.isPresent()
                                ? silence.map(Missing::of)
                                : missing(need, file(path));
                    };
            case Need.Variable(var name) ->
                    () ->
                            unless(
                                    variables.containsKey(name),
                                    need,
                                    "the variable %s is not set".formatted(name));
            case Need.AcPower() ->
                    () -> unless(supplies.areMains(), need, "the machine runs on battery");
        };
    }

    private static Optional<Missing> missing(Need need, Optional<String> why) {
        return why.map(words -> new Missing(need, words));
    }

    private static Optional<Missing> unless(boolean there, Need need, String why) {
        return there ? Optional.empty() : Optional.of(new Missing(need, why));
    }

    private Optional<String> trouble(Need.Mount need) throws IOException {
        var shown = PathBytes.shown(need.point());
        var mount = Mounts.at(need.point());
        if (mount.isEmpty()) {
            return Optional.of("nothing is mounted at " + shown);
        }
        try {
            Files.readAttributes(need.point(), BasicFileAttributes.class);
            return pins.trouble(need, mount.get());
        } catch (IOException e) {
            return Optional.of(
                    "the mount %s gives an error: %s".formatted(shown, Wording.denied(e)));
        }
    }

    private static Optional<String> file(Path path) {
        var shown = PathBytes.shown(path);
        if (!Files.exists(path)) {
            return Optional.of("there is no " + shown);
        }
        return Files.isReadable(path) ? Optional.empty() : Optional.of(shown + " may not be read");
    }
}
