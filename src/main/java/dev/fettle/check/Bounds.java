package dev.fettle.check;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// A least and a most, each of which may be missing.
public record Bounds(OptionalLong least, OptionalLong most) {
    static final Bounds OPEN = new Bounds(OptionalLong.empty(), OptionalLong.empty());

    boolean isOpen() {
        return least.isEmpty() && most.isEmpty();
    }

    /// What was expected of this value, where it does not fit: "at most 1600".
    Optional<String> missedBy(long value, LongFunction<String> shown) {
        if (least.isPresent() && value < least.getAsLong()) {
            return Optional.of("at least " + shown.apply(least.getAsLong()));
        }
        if (most.isPresent() && value > most.getAsLong()) {
            return Optional.of("at most " + shown.apply(most.getAsLong()));
        }
        return Optional.empty();
    }
}
