package dev.fettle.alert;

import dev.fettle.alert.Message.Section;
import dev.fettle.notation.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A message as programs get it.
///
/// @param id the same whenever it is sent again
record AlertJson(
        String id,
        Instant at,
        String kind,
        Optional<String> automation,
        Optional<String> incident,
        String urgency,
        String subject,
        String lead,
        List<Section> sections,
        Optional<String> link) {

    static String of(String id, Instant at, Message message) {
        return Json.line(
                new AlertJson(
                        id,
                        at,
                        message.kind().name().toLowerCase(Locale.ROOT),
                        message.automation(),
                        message.thread(),
                        message.urgency().name().toLowerCase(Locale.ROOT),
                        message.subject(),
                        message.lead(),
                        message.sections(),
                        message.link()));
    }
}
