package dev.fettle.check.derive;

import dev.fettle.check.Content;
import dev.fettle.check.Loudness;
import dev.fettle.check.Media;
import dev.fettle.platform.PathBytes;
import dev.fettle.platform.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Films and sounds: how long they last, their codecs, and for films how large, and with sound.
final class FilmDeriver implements Deriver {
    /// Whose first bytes do not always tell.
    private static final Set<String> ENDINGS =
            Set.of("mp4", "m4v", "mkv", "webm", "mov", "avi", "mp3", "m4a", "aac", "opus", "ogg");

    private static final long SHORT = 10_000;

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        var name = PathBytes.shown(file.getFileName()).toLowerCase(Locale.ROOT);
        var content = Content.of(file);
        return content.is("audio/*")
                || content.is("video/*")
                || ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))
                        && !content.is("text/*");
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look)
            throws IOException, InterruptedException {
        for (var program : List.of("ffprobe", "ffmpeg")) {
            if (Programs.find(program, look.surroundings().path()).isEmpty()) {
                return List.of();
            }
        }
        var length = new Breadth();
        var width = new Breadth();
        var height = new Breadth();
        var codecs = new LinkedHashMap<String, Set<String>>();
        int films = 0;
        int sounds = 0;
        boolean heard = look.enough();
        for (var file : group.files()) {
            if (!(Media.look(file, look.surroundings()) instanceof Media.Decoded media)) {
                return List.of();
            }
            length.add(Math.round(media.seconds() * 1000));
            for (var stream : media.streams()) {
                codecs.computeIfAbsent(stream.kind(), _ -> new LinkedHashSet<>())
                        .add(stream.codec());
            }
            if (media.first("video").isPresent()) {
                films++;
                width.add(media.first("video").get().width());
                height.add(media.first("video").get().height());
            }
            boolean sounding = media.first("audio").isPresent();
            sounds += sounding ? 1 : 0;
            heard &= sounding && Loudness.of(file, look.surroundings()) == Loudness.HEARD;
        }
        boolean isFilm = films == group.files().size();
        if (films > 0 && !isFilm) {
            return List.of();
        }
        var name = isFilm ? "video" : "audio";
        var keys = new LinkedHashMap<String, Object>();
        if (look.enough()) {
            keys.put("codec", List.copyOf(codecs.getOrDefault(name, Set.of())));
            putLength(keys, length);
            if (isFilm) {
                keys.putAll(width.bounds("min-width", "max-width"));
                keys.putAll(height.bounds("min-height", "max-height"));
            }
            if (isFilm && sounds == group.files().size()) {
                keys.put("sound", true);
            }
            if (heard) {
                keys.put("heard", true);
            }
        }
        return List.of(
                DerivedCheck.of(name, keys, group.file(), "%s ms long".formatted(length.shown())));
    }

    private static void putLength(Map<String, Object> keys, Breadth millis) {
        if (millis.least() > 0) {
            keys.put("min-duration", duration(millis.half(), false));
            keys.put("max-duration", duration(millis.twice(), true));
        }
    }

    private static String duration(long millis, boolean up) {
        if (millis < SHORT) {
            return millis + "ms";
        }
        return (up ? (millis + 999) / 1000 : millis / 1000) + "s";
    }
}
