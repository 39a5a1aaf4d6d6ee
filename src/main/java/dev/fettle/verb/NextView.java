package dev.fettle.verb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What comes, and what became of what was due, as JSON.
///
/// @param coming the next one first
/// @param past newest first; a schedule that no automation has yet has none
public record NextView(List<Coming> coming, List<Past> past) {
    public NextView {
        coming = List.copyOf(coming);
        past = List.copyOf(past);
    }

    /// A slot to come.
    ///
    /// @param automation empty for a schedule that was only asked about
    public record Coming(Optional<String> automation, Instant due) {}

    /// A slot that was due.
    ///
    /// @param state empty until it is decided
    public record Past(
            String automation,
            Instant due,
            Optional<String> state,
            Optional<String> reason,
            Optional<String> run) {}

    public static NextView of(NextVerb.Answer answer) {
        return new NextView(
                answer.coming().stream()
                        .map(slot -> new Coming(Optional.empty(), slot.due()))
                        .toList(),
                List.of());
    }
}
