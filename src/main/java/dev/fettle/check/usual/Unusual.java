package dev.fettle.check.usual;

/// Something that is not as it is usually.
///
/// @param expected `usually 180–420 kB`
/// @param found `3.0 kB`
public record Unusual(String expected, String found) {
    public String words() {
        return expected + ", now " + found;
    }
}
