package dev.fettle.environment;

import dev.fettle.platform.Silence;
import java.util.Optional;

/// A need that is not there.
///
/// @param why a sentence that names it
/// @param remedy what brings it, where that can be said of this very one
public record Missing(Need need, String why, Optional<String> remedy) {
    Missing(Need need, String why) {
        this(need, why, Optional.empty());
    }

    /// A mount that does not answer, whether somebody has said that he needs it or not.
    public static Missing of(Silence silence) {
        return new Missing(new Need.Mount(silence.mount().point()), silence.words());
    }

    /// Both in one, for who is told a single sentence.
    public String words() {
        return remedy.map(r -> "%s (%s)".formatted(why, r)).orElse(why);
    }
}
