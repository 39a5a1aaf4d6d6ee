package dev.fettle.cli;

import dev.fettle.notation.Wording;
import dev.fettle.verb.UndoVerb;

/// What an undo did to files, for people.
final class UndoText {
    private UndoText() {}

    static void say(Terminal terminal, UndoVerb.Answer answer) {
        var done = answer.redone() ? "  published " : "  put back ";
        answer.putBack().forEach(path -> terminal.say(done + Wording.visible(path)));
        answer.removed().forEach(path -> terminal.say("  removed " + Wording.visible(path)));
        answer.stay()
                .forEach(path ->
                        terminal.remark(
                                "fettle: something else lies at "
                                        + Wording.visible(path)
                                        + " now; the input stays where it is"));
    }
}
