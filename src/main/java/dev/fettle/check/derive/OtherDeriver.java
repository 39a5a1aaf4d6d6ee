package dev.fettle.check.derive;

import dev.fettle.check.Content;
import dev.fettle.check.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files of which nothing is known but what their first bytes call them.
final class OtherDeriver implements Deriver {
    /// Of bytes without a known sign so many that are the same each time are one all the same;
    /// those of mere noise are now and then taken for something.
    private static final int SIGN = 2;

    @Override
    public boolean knows(Path file, Look look) {
        return true;
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look) throws IOException {
        var types = new LinkedHashSet<String>();
        var signs = new LinkedHashSet<String>();
        for (var file : group.files()) {
            types.add(Content.of(file).type().toString());
            signs.add(HexFormat.of().formatHex(Reading.head(file, SIGN)));
        }
        var type = types.getFirst();
        boolean isOne = types.size() == 1 && (signs.size() == 1 || !type.equals(Content.UNKNOWN));
        if (!look.enough() || !isOne) {
            return List.of();
        }
        return List.of(
                group.file().isEmpty()
                        ? new DerivedCheck("type", Optional.of(type), "")
                        : DerivedCheck.of("type", Map.of("is", type), group.file(), ""));
    }
}
