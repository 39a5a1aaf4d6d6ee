package dev.fettle.verb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What comes, as JSON.
///
/// @param past slots that were: a schedule that no automation has yet has none
public record NextView(List<Coming> coming, List<Coming> past) {
    public NextView {
        coming = List.copyOf(coming);
        past = List.copyOf(past);
    }

    /// A slot to come.
    ///
    /// @param automation empty for a schedule that was only asked about
    public record Coming(Optional<String> automation, Instant due) {}

    public static NextView of(NextVerb.Answer answer) {
        return new NextView(
                answer.coming().stream()
                        .map(slot -> new Coming(Optional.empty(), slot.due()))
                        .toList(),
                List.of());
    }
}
