package dev.fettle.check.backup;

/// Ends a look early, with what it comes to: nothing that follows could be looked at.
final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnosis diagnosis;

    Ended(Diagnosis diagnosis) {
        super(diagnosis.toString(), null, false, false);
        this.diagnosis = diagnosis;
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }
}
