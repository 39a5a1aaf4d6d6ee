package dev.fettle.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is sent, in all the forms that some channel wants.
///
/// @param id the same for each try, and no other letter's: `k3j5…@host`
/// @param earlier ids of what went through this channel about the same before, the oldest first
/// @param receipt what the channel called the first of them
/// @param at when it happened
/// @param kind `opened`, `still`, `recovered`, `notice`, `digest`, `test`, `drill`
/// @param urgency from 1 (may be overlooked) to 5 (wakes somebody)
/// @param subject the same for all that belongs together
/// @param lead what is new, in a line
/// @param text all of it
/// @param html the same as a page's body
/// @param json the same for programs
public record Letter(
        String id,
        List<String> earlier,
        Optional<String> receipt,
        Instant at,
        String kind,
        int urgency,
        Optional<String> automation,
        Optional<String> thread,
        String subject,
        String lead,
        String text,
        String html,
        String json,
        Optional<String> link) {
    public Letter {
        earlier = List.copyOf(earlier);
    }
}
