package dev.fettle.channel;

import dev.fettle.notation.Node;
import dev.fettle.notation.Shape;
import java.util.List;
import java.util.Map;

/// `command: [./notify.sh]`: a program of the user's own, in the home's folder, with the alert as
/// JSON on its standard input.
public record Program(List<String> command) implements Channel {
    public Program {
        command = List.copyOf(command);
    }

    static final Shape SHAPE = Shape.list(Shape.filled("argument"));

    static Program parse(Node node) {
        return new Program(node.texts());
    }

    @Override
    public boolean gathers() {
        return false;
    }

    @Override
    public Delivery send(Letter letter, Around around) throws InterruptedException {
        return ProgramSender.send(
                command, ProgramSender.bytes(letter.json() + "\n"), Map.of(), around.home());
    }
}
