package dev.fettle.automation;

import dev.fettle.notation.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// What came of reading one folder of the home.
public sealed interface Reading {
    /// The folders outside of the home that runs of these touch.
    static List<Path> places(Collection<Reading> readings) {
        return automations(readings).stream()
                .flatMap(automation -> automation.definition().places().stream())
                .toList();
    }

    /// Those of them that can be read.
    static List<Automation> automations(Collection<Reading> readings) {
        return readings.stream()
                .filter(Readable.class::isInstance)
                .map(reading -> ((Readable) reading).automation())
                .toList();
    }

    /// The folder's name, good or not.
    String name();

    record Readable(Automation automation) implements Reading {
        @Override
        public String name() {
            return automation.name().text();
        }
    }

    /// It means to be an automation and has errors.
    record Broken(String name, List<Problem> problems) implements Reading {
        public Broken {
            problems = List.copyOf(problems);
        }
    }

    /// A folder like any other: no README, or one that is not about Fettle.
    record Other(String name, String why) implements Reading {}
}
