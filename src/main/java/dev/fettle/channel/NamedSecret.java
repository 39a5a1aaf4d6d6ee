package dev.fettle.channel;

import dev.fettle.notation.Shape;

/// A secret as channels state it: by its name.
final class NamedSecret {
    static final Shape SHAPE =
            Shape.text(
                    "^[A-Za-z_][A-Za-z0-9_]{0,63}$",
                    "name of a secret",
                    "the name of one that `fettle secret set` keeps, as in MAIL_PASSWORD");

    private NamedSecret() {}
}
