package dev.fettle.check.image;

/// A rare variety that a walk does not know (arithmetic coding, a fax's compression): no fault, and
/// a case for an installed program.
final class BeyondWalk extends Exception {
    private static final long serialVersionUID = 1L;

    BeyondWalk(String what) {
        super(what, null, false, false);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
