package dev.fettle.alert;

import dev.fettle.alert.Message.Section;
import java.util.List;
import java.util.Optional;

/// Something smaller than an incident, worth a message of its own.
///
/// @param key what makes it the same as one that was told before
/// @param automation the one that it is about, where it is about one
/// @param subject without a prefix: `backup: 1 input set aside`
/// @param lead the first line
public record Notice(
        String key,
        Optional<String> automation,
        String subject,
        String lead,
        List<Section> sections) {
    public Notice {
        sections = List.copyOf(sections);
    }
}
