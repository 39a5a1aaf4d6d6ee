package dev.fettle.alert;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a channel refuses for good is told through the others: that it refuses, once until
/// something gets through it again, and what was to be told, where they have not been told
/// themselves.
final class Refusal {
    private Refusal() {}

    static void tell(
            Sql sql,
            Instant now,
            String channel,
            String why,
            List<Waiting> rows,
            Collection<String> known)
            throws SQLException {
        var states = ChannelTable.states(sql);
        boolean told = states.stream().anyMatch(s -> s.name().equals(channel) && s.refuses());
        Set<String> refusing =
                states.stream()
                        .filter(ChannelState::refuses)
                        .map(ChannelState::name)
                        .collect(Collectors.toSet());
        var others =
                known.stream()
                        .filter(name -> !name.equals(channel) && !refusing.contains(name))
                        .toList();
        for (var other : others) {
            var untold = new ArrayList<Message>();
            for (var row : rows) {
                if (!DeliveryTable.isAddressed(sql, row.seq(), other)) {
                    untold.add(row.message());
                }
            }
            if (!told || !untold.isEmpty()) {
                Outbox.add(sql, now, notice(channel, why, untold), List.of(other), now);
            }
        }
        ChannelTable.refuses(sql, channel, now);
    }

    private static Message notice(String channel, String why, List<Message> untold) {
        var sections = new ArrayList<Section>();
        sections.add(new Section("What it answered", why, true));
        for (var message : untold) {
            sections.add(new Section(message.subject(), message.lead(), false));
            sections.addAll(message.sections());
        }
        boolean urgent = untold.stream().anyMatch(m -> m.urgency() == Urgency.HIGH);
        return new Message(
                Kind.NOTICE,
                Optional.empty(),
                Optional.empty(),
                urgent ? Urgency.HIGH : Urgency.NORMAL,
                "the channel %s refuses what it is given".formatted(channel),
                "the channel %s refuses what it is given, and will until somebody mends it; `fettle channel test %s` tries it"
                        .formatted(channel, channel),
                sections,
                untold.stream().findFirst().flatMap(Message::link));
    }
}
