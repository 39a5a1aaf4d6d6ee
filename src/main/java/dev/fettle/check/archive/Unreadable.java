package dev.fettle.check.archive;

/// Why an archive was not read to its end.
public abstract sealed class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unreadable(String message) {
        super(message, null, false, false);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    /// It is proved to be damaged.
    public static final class Damaged extends Unreadable {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    /// It may be whole, and cannot be read here.
    public static final class Unread extends Unreadable {
        private static final long serialVersionUID = 1L;

        private final String code;

        Unread(String code, String message) {
            super(message);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
