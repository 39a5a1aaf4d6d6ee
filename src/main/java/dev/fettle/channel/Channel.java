package dev.fettle.channel;

/// A way to reach the user, as `fettle.yaml` states it. One file each.
public sealed interface Channel permits Email, Ntfy, Webhook, Program, Apprise, Desktop {
    /// Speaks to it once, within limits.
    ///
    /// @param around what it takes besides the letter
    Delivery send(Letter letter, Around around) throws InterruptedException;

    /// Whether several messages may come as one letter: people like it, programs do not.
    default boolean gathers() {
        return true;
    }
}
