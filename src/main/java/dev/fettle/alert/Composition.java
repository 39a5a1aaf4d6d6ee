package dev.fettle.alert;

import dev.fettle.alert.Message.Kind;
import dev.fettle.alert.Message.Section;
import dev.fettle.alert.Message.Urgency;
import dev.fettle.channel.Letter;
import dev.fettle.notation.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Messages put into the one letter that tells them. Pure.
///
/// @param host the machine's name
/// @param redacted takes secrets out of a text
record Composition(String host, UnaryOperator<String> redacted) {

    /// @param earlier what told of the same before
    Letter letter(String parcel, List<Waiting> rows, List<DeliveryTable.Earlier> earlier) {
        var message = clean(rows.size() == 1 ? rows.getFirst().message() : gathered(rows));
        var at = rows.stream().map(Waiting::at).min(Comparator.naturalOrder()).orElseThrow();
        return new Letter(
                parcel,
                earlier.stream().map(DeliveryTable.Earlier::parcel).toList(),
                earlier.stream().findFirst().flatMap(DeliveryTable.Earlier::receipt),
                at,
                message.kind().name().toLowerCase(Locale.ROOT),
                urgency(message),
                message.automation(),
                message.thread(),
                message.subject(),
                message.lead(),
                PlainText.of(message, host),
                Html.of(message, host),
                AlertJson.of(parcel, at, message),
                message.link());
    }

    private static Message gathered(List<Waiting> rows) {
        var first = rows.getFirst().message();
        var sections = new ArrayList<Section>();
        for (var row : rows) {
            var message = row.message();
            sections.add(new Section(message.subject(), message.lead(), false));
            sections.addAll(message.sections());
            message.link().ifPresent(link -> sections.add(new Section("", link, false)));
        }
        var names =
                rows.stream()
                        .map(row -> row.message().automation().orElse(row.message().subject()))
                        .distinct()
                        .toList();
        var what = summary(first.kind(), rows.size());
        return new Message(
                first.kind(),
                Optional.empty(),
                Optional.empty(),
                rows.stream()
                        .map(row -> row.message().urgency())
                        .min(Comparator.naturalOrder())
                        .orElse(Urgency.NORMAL),
                what + ": " + shortened(names),
                what + ": " + String.join(", ", names),
                sections,
                Optional.empty());
    }

    private static String summary(Kind kind, int count) {
        return switch (kind) {
            case OPENED -> Wording.count(count, "new incident");
            case STILL -> count + " incidents are not over";
            case RECOVERED -> count + " incidents are over";
            default -> Wording.count(count, "notice");
        };
    }

    private static String shortened(List<String> names) {
        int shown = Math.min(names.size(), 3);
        var list = String.join(", ", names.subList(0, shown));
        return shown == names.size() ? list : list + " and " + (names.size() - shown) + " more";
    }

    private Message clean(Message message) {
        return new Message(
                message.kind(),
                message.automation(),
                message.thread(),
                message.urgency(),
                redacted.apply(message.subject()),
                redacted.apply(message.lead()),
                message.sections().stream()
                        .map(s ->
                                new Section(
                                        redacted.apply(s.title()),
                                        redacted.apply(s.text()),
                                        s.preformatted()))
                        .toList(),
                message.link());
    }

    /// From 1 to 5. What has just broken may wake somebody, what is told besides may not.
    private static int urgency(Message message) {
        boolean broke = message.kind() == Kind.OPENED || message.kind() == Kind.STILL;
        return switch (message.urgency()) {
            case HIGH -> broke ? 5 : 4;
            case NORMAL -> broke ? 4 : 3;
            case LOW -> broke ? 3 : 2;
        };
    }
}
