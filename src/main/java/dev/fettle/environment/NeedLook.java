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
/// @param variables that programs are given
public record NeedLook(Map<String, String> variables, PowerSupplies supplies) {
    public NeedLook {
        variables = Map.copyOf(variables);
    }

    public static NeedLook with(Map<String, String> variables) {
        return new NeedLook(variables, PowerSupplies.OF_THIS_MACHINE);
    }

    /// All that are missing, in their order. They are asked at once: the slowest alone is waited
    /// for.
    public List<Missing> at(List<Need> needs) throws IOException {
        Silence.askAheadOf(needs.stream().flatMap(need -> need.place().stream()).toList());
        for (var need : needs) {
            if (need instanceof Need.Host(var name, int port)) {
                Reach.begin(name, port);
            }
        }
        var missing = new ArrayList<Missing>();
        for (var need : needs) {
            at(need).ifPresent(missing::add);
        }
        return List.copyOf(missing);
    }

    private Optional<Missing> at(Need need) throws IOException {
        if (need.place().isPresent()) {
            var silence = Silence.at(need.place().get());
            if (silence.isPresent()) {
                // Said of the need itself: the mount may be one on the way to it.
                return Optional.of(
                        new Missing(
                                need instanceof Need.Mount
                                        ? need
                                        : Missing.of(silence.get()).need(),
                                silence.get().words()));
            }
        }
        var why =
                switch (need) {
                    case Need.Mount(var point) -> mount(point);
                    case Need.Host(var name, int port) ->
                            Reach.trouble(name, port)
                                    .map(trouble ->
                                            "%s cannot be reached: %s"
                                                    .formatted(need.words(), trouble));
                    case Need.File(var path) -> file(path);
                    case Need.Variable(var name) ->
                            variables.containsKey(name)
                                    ? Optional.<String>empty()
                                    : Optional.of("the variable %s is not set".formatted(name));
                    case Need.AcPower() ->
                            supplies.areMains()
                                    ? Optional.<String>empty()
                                    : Optional.of("the machine runs on battery");
                };
        return why.map(words -> new Missing(need, words));
    }

    private static Optional<String> mount(Path point) throws IOException {
        var shown = PathBytes.shown(point);
        return Mounts.at(point).isEmpty()
                ? Optional.of("nothing is mounted at " + shown)
                : unseen(point).map(why -> "the mount %s gives an error: %s".formatted(shown, why));
    }

    private static Optional<String> file(Path path) {
        var shown = PathBytes.shown(path);
        if (!Files.exists(path)) {
            return Optional.of("there is no " + shown);
        }
        return Files.isReadable(path) ? Optional.empty() : Optional.of(shown + " may not be read");
    }

    private static Optional<String> unseen(Path path) {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Wording.denied(e));
        }
    }
}
