package dev.fettle.environment;

import dev.fettle.platform.Packages;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks for a program on a PATH, and whether it is a version that will do. One without a wanted
/// version is not asked anything, unless others share its name.
record ProgramLook(String path, ProgramVersions versions) {
    Optional<Missing> missing(Need.Program need) throws IOException {
        var known = KnownProgram.of(need.name());
        var trouble = "there is no %s on the PATH".formatted(need.name());
        for (var program : found(known)) {
            if (need.range().isEmpty() && known.sign().isEmpty()) {
                return Optional.empty();
            }
            var shown = PathBytes.shown(program);
            switch (versions.of(program, known, path)) {
                case ProgramVersions.Answered.Is(var version) -> {
                    if (need.range().map(range -> range.admits(version)).orElse(true)) {
                        return Optional.empty();
                    }
                    trouble =
                            "%s is needed, and %s is %s"
                                    .formatted(need.words(), shown, version.text());
                }
                case ProgramVersions.Answered.Other _ -> {} // as if it were not there
                case ProgramVersions.Answered.Mute(var why) ->
                        trouble =
                                "%s is needed, and the version of %s cannot be told: %s"
                                        .formatted(need.words(), shown, why);
            }
        }
        return Optional.of(
                new Missing(need, trouble, Optional.of(Packages.howToInstall(need.name()))));
    }

    private List<Path> found(KnownProgram known) {
        return known.names().stream()
                .flatMap(name -> Programs.find(name, path).stream())
                .distinct()
                .toList();
    }
}
