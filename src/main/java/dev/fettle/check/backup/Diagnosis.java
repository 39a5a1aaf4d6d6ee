package dev.fettle.check.backup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a look at a backup comes to.
public sealed interface Diagnosis {
    /// What later looks should know; an empty value takes away what was known.
    Map<String, String> learned();

    /// @param detail what was looked at
    /// @param warning what a person should know all the same
    record Sound(String detail, Optional<String> warning, Map<String, String> learned)
            implements Diagnosis {
        public Sound {
            learned = Map.copyOf(learned);
        }

        Sound warned(Optional<String> text) {
            return new Sound(detail, warning.or(() -> text), learned);
        }
    }

    /// A proved fault.
    record Faulty(Fault fault, String expected, String found, Map<String, String> learned)
            implements Diagnosis {
        public Faulty {
            learned = Map.copyOf(learned);
        }

        Faulty(Fault fault, String expected, String found) {
            this(fault, expected, found, Map.of());
        }
    }

    /// It could not be looked at.
    record Unmade(String code, String why, Map<String, String> learned) implements Diagnosis {
        public Unmade {
            learned = Map.copyOf(learned);
        }

        Unmade(String code, String why) {
            this(code, why, Map.of());
        }
    }

    static Diagnosis damaged(Repository repository, String found) {
        return new Faulty(Fault.DAMAGED, "a whole repository at " + repository.shown(), found);
    }

    /// What was read stays read, whatever else was found.
    default Diagnosis learning(Map<String, String> more) {
        var all = new HashMap<>(learned());
        all.putAll(more);
        return learnedOnly(all);
    }

    /// The same, having learned this and nothing else.
    default Diagnosis learnedOnly(Map<String, String> all) {
        return switch (this) {
            case Sound(var detail, var warning, _) -> new Sound(detail, warning, all);
            case Faulty(var fault, var expected, var found, _) ->
                    new Faulty(fault, expected, found, all);
            case Unmade(var code, var why, _) -> new Unmade(code, why, all);
        };
    }

    /// Which of two is told: a proved fault before what could not be looked at, and of two faults
    /// the one that comes first.
    static Diagnosis worse(Diagnosis one, Diagnosis other) {
        if (one instanceof Faulty first && other instanceof Faulty second) {
            return first.fault().compareTo(second.fault()) <= 0 ? one : other;
        }
        return one instanceof Faulty || !(other instanceof Faulty) && one instanceof Unmade
                ? one
                : other;
    }
}
