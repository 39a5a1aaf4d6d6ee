package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.automation.NewHome;
import dev.fettle.notation.UserError;
import dev.fettle.upkeep.Outside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `fettle init [DIR]`: start a home.
public final class InitVerb {
    private InitVerb() {}

    /// @param folder the one that was named
    /// @param home what `--home` says, the folder where none was named
    /// @param environment this process's own
    public record Question(
            Optional<Path> folder,
            Optional<Path> home,
            Map<String, String> environment,
            Path working) {
        public Question {
            environment = Map.copyOf(environment);
        }
    }

    /// @param already whether it was a home before
    /// @param made files and folders that are new
    /// @param notes what could not be done, and what to do about it
    public record Answer(Path home, boolean already, List<String> made, List<String> notes) {
        public Answer {
            made = List.copyOf(made);
            notes = List.copyOf(notes);
        }
    }

    /// @throws dev.fettle.notation.UserError where no home can be there
    public static Answer answer(Question question) throws IOException, InterruptedException {
        var homes = new NewHome(question.environment());
        var root =
                question.folder().isPresent()
                        ? question.working().resolve(question.folder().get()).normalize()
                        : homes.place(question.home(), question.working());
        var made = homes.make(root);
        return new Answer(made.root(), made.already(), made.made(), made.notes());
    }

    /// What a home should have and this one has not; empty where it has, or cannot be read.
    public static Optional<String> heartbeat(Home home) throws IOException {
        try {
            return home.settings().heartbeat().isEmpty()
                    ? Optional.of(Outside.NONE + "; " + Outside.REMEDY + ", is one")
                    : Optional.empty();
        } catch (UserError e) {
            return Optional.empty(); // that it is wrong is told elsewhere
        }
    }
}
