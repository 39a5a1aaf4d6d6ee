package dev.fettle.check;

import dev.fettle.check.image.Picture;
import dev.fettle.check.usual.Measured;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// What the checks of a run learned of its files on their way, so that nobody needs to read them
/// again for it; and what was measured of the run. Thread-safe.
public final class Seen {
    private final Map<Path, Glimpse> files = new ConcurrentHashMap<>();
    private final Map<String, Measured> measured = new ConcurrentHashMap<>();

    /// @param type what it is by its content, in a word or two
    /// @param width as a viewer sees it, with `height`
    /// @param rows of a table or a database
    /// @param values in JSON
    record Glimpse(
            String type,
            OptionalLong width,
            OptionalLong height,
            OptionalLong rows,
            OptionalLong values) {
        static final Glimpse NOTHING =
                new Glimpse(
                        "",
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty());

        private Glimpse with(Glimpse more) {
            return new Glimpse(
                    more.type.isEmpty() ? type : more.type,
                    more.width.isPresent() ? more.width : width,
                    more.height.isPresent() ? more.height : height,
                    more.rows.isPresent() ? more.rows : rows,
                    more.values.isPresent() ? more.values : values);
        }
    }

    void type(Path file, String type) {
        var nothing = Glimpse.NOTHING;
        add(file, new Glimpse(type, nothing.width, nothing.height, nothing.rows, nothing.values));
    }

    void image(Path file, Picture picture) {
        boolean sized = picture.width() > 0 && picture.height() > 0;
        add(
                file,
                new Glimpse(
                        picture.format().shown(),
                        sized ? OptionalLong.of(picture.width()) : OptionalLong.empty(),
                        sized ? OptionalLong.of(picture.height()) : OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
    }

    void rows(Path file, String type, long rows) {
        var nothing = Glimpse.NOTHING;
        add(
                file,
                new Glimpse(
                        type,
                        nothing.width,
                        nothing.height,
                        OptionalLong.of(rows),
                        nothing.values));
    }

    void values(Path file, String type, long values) {
        var nothing = Glimpse.NOTHING;
        add(
                file,
                new Glimpse(
                        type,
                        nothing.width,
                        nothing.height,
                        nothing.rows,
                        OptionalLong.of(values)));
    }

    private void add(Path file, Glimpse more) {
        files.merge(file, more, Glimpse::with);
    }

    /// Of these files, those that somebody looked into.
    List<Glimpse> of(Collection<Path> wanted) {
        return wanted.stream()
                .map(file -> files.getOrDefault(file, Glimpse.NOTHING))
                .filter(glimpse -> !glimpse.equals(Glimpse.NOTHING))
                .toList();
    }

    void keep(String subject, Measured what) {
        measured.put(subject, what);
    }

    /// What was measured of the run, by what it was measured for.
    public Map<String, Measured> measured() {
        return Map.copyOf(measured);
    }
}
