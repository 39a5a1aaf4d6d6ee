package dev.fettle.check.derive;

import dev.fettle.check.Reading;
import dev.fettle.check.Slip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plain texts of any kind: how they begin and end, lines that are always there, how each line
/// looks.
final class TextDeriver implements Deriver {
    private static final int HEAD = 1 << 14;

    /// A letter is at most so long in UTF-8; the head may end within one.
    private static final int LONGEST_LETTER = 4;

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        var head = Reading.head(file, HEAD);
        return head.length > 0 && (isUtf8(head) || isLatin1(head));
    }

    private static boolean isUtf8(byte[] head) {
        for (int cut = 0; cut < LONGEST_LETTER && cut < head.length; cut++) {
            if (isUtf8(ByteBuffer.wrap(head, 0, head.length - cut))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).chars().noneMatch(c -> c == 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isLatin1(byte[] head) {
        int strange = 0;
        for (byte each : head) {
            int sign = each & 0xff;
            strange += sign < 0x20 && sign != '\t' && sign != '\n' && sign != '\r' ? 1 : 0;
            strange += sign >= 0x7f && sign < 0xa0 ? 1 : 0;
        }
        return strange == 0;
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look) throws IOException {
        var facts = TextFacts.of(group.files());
        if (facts.isEmpty()) {
            return List.of();
        }
        var keys = new LinkedHashMap<String, Object>();
        facts.get().encoding().ifPresent(encoding -> keys.put("encoding", encoding));
        if (look.enough()) {
            keys.put("min-lines", facts.get().lines().half());
            var matches = new ArrayList<String>();
            facts.get().beginning().ifPresent(matches::add);
            matches.addAll(facts.get().landmarks());
            facts.get().end().ifPresent(matches::add);
            put(keys, "matches", matches);
            put(keys, "lines", facts.get().everyLine());
            facts.get().beginnings().ifPresent(least -> keys.put("beginnings", least));
            facts.get().secondBeginning().ifPresent(again -> keys.put("lacks", again));
            put(keys, "without", facts.get().clean(EnumSet.allOf(Slip.class)));
        }
        var why = facts.get().lines().shown() + " lines";
        return List.of(DerivedCheck.of("text", keys, group.file(), why));
    }

    /// What can be said of the text of files whose form another check knows.
    static Optional<DerivedCheck> beside(Group group, List<String> matches, Set<Slip> slips)
            throws IOException {
        var facts = TextFacts.of(group.files());
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        var keys = new LinkedHashMap<String, Object>();
        facts.get().encoding().ifPresent(encoding -> keys.put("encoding", encoding));
        put(keys, "matches", matches);
        put(keys, "without", facts.get().clean(slips));
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        DerivedCheck.of(
                                "text", keys, group.file(), "none of these was ever there"));
    }

    private static void put(Map<String, Object> keys, String key, List<String> texts) {
        if (texts.size() == 1) {
            keys.put(key, texts.getFirst());
        } else if (!texts.isEmpty()) {
            keys.put(key, texts);
        }
    }
}
