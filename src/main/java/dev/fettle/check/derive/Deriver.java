package dev.fettle.check.derive;

import dev.fettle.check.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Knows one kind of files, and what can be said of good ones.
interface Deriver {
    /// In the order in which they are asked: the first one that knows all files of a group has it.
    List<Deriver> ALL =
            List.of(
                    new PictureDeriver(),
                    new PdfDeriver(),
                    new ArchiveDeriver(),
                    new DatabaseDeriver(),
                    new FilmDeriver(),
                    new JsonDeriver(),
                    new PageDeriver(),
                    new XmlDeriver(),
                    new TableDeriver(),
                    new TextDeriver(),
                    new OtherDeriver());

    /// Where it looks.
    ///
    /// @param enough whether there are enough results to say more than what the files are
    /// @param late whether it is time to come to an end
    record Look(Evidence surroundings, boolean enough, BooleanSupplier late) {}

    boolean knows(Path file, Look look) throws IOException, InterruptedException;

    /// @param group files that it knows, one at least
    List<DerivedCheck> derive(Group group, Look look) throws IOException, InterruptedException;
}
