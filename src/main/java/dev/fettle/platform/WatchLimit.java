package dev.fettle.platform;

import java.io.IOException;

/// The kernel will not watch any further folder for this user: `fs.inotify.max_user_watches` or
/// `max_user_instances` is used up. Whoever meets it looks from time to time instead, and says so.
public final class WatchLimit extends IOException {

    private static final long serialVersionUID = 1;

    WatchLimit(String message) {
        super(message);
    }
}
