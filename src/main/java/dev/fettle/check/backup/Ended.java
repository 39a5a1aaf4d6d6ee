package dev.fettle.check.backup;

import java.util.Optional;

/// Ends a look early, with what it comes to: nothing that follows could be looked at.
final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnosis diagnosis;

    Ended(Diagnosis diagnosis) {
        super(diagnosis.toString(), null, false, false);
        this.diagnosis = diagnosis;
    }

    /// Ends it where there is a fault.
    static void where(Optional<Diagnosis> fault) throws Ended {
        if (fault.isPresent()) {
            throw new Ended(fault.get());
        }
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }
}
