package dev.fettle.check.backup;

/// Whether a repository is the one that it was.
final class Identity {
    private static final int SHOWN = 10;

    private Identity() {}

    /// @param key under which the id is known
    /// @throws Ended where it is another one
    static void hold(String key, String id, Repository place, Around around) throws Ended {
        var before = around.known().getOrDefault(key, id);
        if (!before.equals(id)) {
            throw new Ended(
                    new Diagnosis.Faulty(
                            Fault.REPLACED,
                            "the repository %s at %s".formatted(shortened(before), place.shown()),
                            "another one, " + shortened(id)));
        }
    }

    private static String shortened(String id) {
        return id.length() > SHOWN ? id.substring(0, SHOWN) : id;
    }
}
