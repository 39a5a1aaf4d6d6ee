package dev.fettle.environment;

import dev.fettle.platform.Silence;

/// A need that is not there.
///
/// @param why a sentence that names it
public record Missing(Need need, String why) {
    /// A mount that does not answer, whether somebody has said that he needs it or not.
    public static Missing of(Silence silence) {
        return new Missing(new Need.Mount(silence.mount().point()), silence.words());
    }
}
