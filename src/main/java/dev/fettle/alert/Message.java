package dev.fettle.alert;

import java.util.List;
import java.util.Optional;

/// One thing to be told, whatever the channel.
///
/// @param automation the one that it is about, where it is about one
/// @param thread what belongs together, such as an incident's id: its messages stand in one thread
/// @param subject the same for all messages of a thread, without a prefix: `backup: failed since
///   02:30`
/// @param lead the first line, which says what is new: `still failing for 3 h`
/// @param link where to read more
public record Message(
        Kind kind,
        Optional<String> automation,
        Optional<String> thread,
        Urgency urgency,
        String subject,
        String lead,
        List<Section> sections,
        Optional<String> link) {
    public Message {
        sections = List.copyOf(sections);
    }

    public enum Kind {
        OPENED,
        STILL,
        RECOVERED,
        NOTICE,
        DIGEST,
        TEST,
        DRILL
    }

    /// `HIGH` is told in quiet hours too.
    public enum Urgency {
        HIGH,
        NORMAL,
        LOW
    }

    /// @param title may be empty
    /// @param preformatted whether its lines and spaces mean something, as those of a log
    public record Section(String title, String text, boolean preformatted) {}
}
