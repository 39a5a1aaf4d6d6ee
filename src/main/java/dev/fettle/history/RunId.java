package dev.fettle.history;

import java.security.SecureRandom;

/// A run's id: 12 random lower-case letters and digits.
public record RunId(String text) {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    public RunId {
        if (!text.matches("[a-z0-9]{12}")) {
            throw new IllegalArgumentException("no run's id: " + text);
        }
    }

    public static RunId random() {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new RunId(text.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
