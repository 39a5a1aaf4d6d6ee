package dev.fettle.check.backup;

/// What can be wrong with a backup, in the order in which it is told where several hold.
public enum Fault {
    GONE("gone"),
    REPLACED("replaced"),
    DAMAGED("damaged"),
    NO_SNAPSHOT("no-snapshot"),
    SET_BACK("set-back"),
    FUTURE("future"),
    STALE("stale"),
    FOLDER_MISSING("folder-missing"),
    SHRUNK("shrunk"),
    COUNT("count"),
    INCOMPLETE("incomplete"),
    RESTORE_DIFFERS("restore-differs");

    private final String code;

    Fault(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
