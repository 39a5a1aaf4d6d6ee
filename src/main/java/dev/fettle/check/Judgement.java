package dev.fettle.check;

/// What a check says of one file, or of all of them together.
sealed interface Judgement {
    Judgement GOOD = new Good();

    record Good() implements Judgement {}

    /// Good, with something that a person should know.
    record Doubtful(String warning) implements Judgement {}

    /// A proved fault.
    record Bad(String code, String expected, String found) implements Judgement {}

    /// The check could not be made.
    record Unmade(String code, String why) implements Judgement {}
}
