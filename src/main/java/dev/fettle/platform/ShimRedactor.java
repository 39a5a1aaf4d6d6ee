package dev.fettle.platform;

/// What stands between a program and its log where something must not get into it.
///
/// The promise: nothing that the program writes reaches a file before the script has seen it, and
/// the script itself never lies in one.
public final class ShimRedactor {

    /// Where the script writes a line once it has come to the word.
    public static final String ANSWER = "/proc/self/fd/7";

    private final String end;
    private final byte[] script;

    /// @param end a word that no program says
    /// @param script for `sed -n`; it swallows a line that is `end`, and tells [#ANSWER] then
    public ShimRedactor(String end, byte[] script) {
        if (!end.matches("[0-9a-z]+")) {
            throw new IllegalArgumentException("signs of the shell or of sed in " + end);
        }
        this.end = end;
        this.script = script.clone();
    }

    String end() {
        return end;
    }

    byte[] script() {
        return script.clone();
    }
}
