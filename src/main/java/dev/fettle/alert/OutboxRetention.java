package dev.fettle.alert;

import dev.fettle.store.Store;
import java.io.IOException;
import java.time.Instant;

/// Lets go of what was told long ago: messages with their deliveries, the delivery log, notices,
/// fire drills. What is on its way stays, however old it is.
public final class OutboxRetention {
    private OutboxRetention() {}

    public static void prune(Store store, Instant before) throws IOException {
        store.write(sql -> {
            MessageTable.prune(sql, before);
            ChannelTable.pruneLog(sql, before);
            NoticeTable.prune(sql, before);
            DrillTable.prune(sql, before);
            return true;
        });
    }
}
