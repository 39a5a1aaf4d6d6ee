package dev.fettle.check.image;

/// What a walk found that no whole image has. It ends the walk at once and never leaves this
/// package: [Images] makes a value of it.
final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    /// The file ends before the image does.
    static final String TRUNCATED = "truncated";

    static final String DAMAGED = "damaged";

    private final String code;

    private Damaged(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static Damaged truncated(String message) {
        return new Damaged(TRUNCATED, message);
    }

    static Damaged damaged(String message) {
        return new Damaged(DAMAGED, message);
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
