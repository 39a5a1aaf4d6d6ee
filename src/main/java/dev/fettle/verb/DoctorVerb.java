package dev.fettle.verb;

import dev.fettle.automation.Home;
import dev.fettle.notation.UserError;
import dev.fettle.platform.Clock;
import dev.fettle.upkeep.Doctor;
import dev.fettle.upkeep.Symptom;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `fettle doctor`: what is missing here.
public final class DoctorVerb {
    private DoctorVerb() {}

    /// What one look found.
    ///
    /// @param state `ok`, `note` or `missing`
    public record Found(
            Optional<String> automation,
            String subject,
            String state,
            String found,
            Optional<String> remedy) {

        public boolean isMissing() {
            return state.equals(Symptom.State.MISSING.word());
        }
    }

    /// @param path PATH of this process
    public static List<Found> answer(Home home, String path, Clock clock) throws IOException {
        Workshop workshop;
        try {
            workshop = Workshop.open(home, clock);
        } catch (UserError | IOException e) {
            return looked(home, path, new Doctor.Ground.Closed(String.valueOf(e.getMessage())));
        }
        try (workshop) {
            return looked(
                    home,
                    path,
                    new Doctor.Ground.Open(
                            workshop.state(),
                            workshop.publisher(),
                            workshop.pings(),
                            workshop.desk().needs()));
        }
    }

    private static List<Found> looked(Home home, String path, Doctor.Ground ground)
            throws IOException {
        return new Doctor(home, path)
                .symptoms(ground).stream()
                        .map(s ->
                                new Found(
                                        s.automation(),
                                        s.subject(),
                                        s.state().word(),
                                        s.found(),
                                        s.remedy()))
                        .toList();
    }
}
