package dev.fettle.alert;

import dev.fettle.store.Store;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the user's channels do. Thread-safe.
public final class ChannelStates {
    private final Store store;

    public ChannelStates(Store store) {
        this.store = store;
    }

    /// Of these, in this order. One that was never tried is taken to work.
    public List<ChannelState> of(Collection<String> names) throws IOException {
        if (names.isEmpty()) {
            return List.of();
        }
        List<ChannelState> all = store.read(ChannelTable::states);
        var known = all.stream().collect(Collectors.toMap(ChannelState::name, Function.identity()));
        return names.stream()
                .map(name ->
                        known.getOrDefault(
                                name, new ChannelState(name, true, Optional.empty(), false)))
                .toList();
    }

    /// How many deliveries are on their way: a message that goes through two channels counts twice.
    public long waiting() throws IOException {
        return store.read(DeliveryTable::open);
    }

    /// How many messages are on their way.
    public long messages() throws IOException {
        return store.read(DeliveryTable::messages);
    }
}
