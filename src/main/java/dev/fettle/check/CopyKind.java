package dev.fettle.check;

import dev.fettle.check.backup.Backup;
import dev.fettle.check.backup.CopyBackup;
import dev.fettle.check.backup.Exclusion;
import dev.fettle.check.backup.TarBackup;
import dev.fettle.check.backup.Verify;
import dev.fettle.notation.Shape;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `rsync: {source: ~/docs, copy: /mnt/backup/docs}`, whatever made the copy, and `tar: {archive:
/// /mnt/backup/docs.tar.gz, source: ~/docs}`.
///
/// @param key what the copy is called
/// @param keySays what stands there
record CopyKind(String name, String says, String key, String keySays, Maker maker)
        implements CheckKind {
    static final CopyKind RSYNC =
            new CopyKind(
                    "rsync",
                    "a copy of a folder has all that the folder has, with the same bytes, and gives"
                            + " files back",
                    "copy",
                    "the folder that the copy lies in",
                    CopyBackup::new);
    static final CopyKind TAR =
            new CopyKind(
                    "tar",
                    "an archive of a folder is whole and fresh, has all that the folder has, with"
                            + " the same bytes, and gives files back",
                    "archive",
                    "the tar, packed or not, or a glob of whose files the newest counts",
                    TarBackup::new);

    /// `nas:/backup`, as rsync is told it.
    private static final Pattern ELSEWHERE =
            Pattern.compile("^(rsync://|[^/]*:).*", Pattern.DOTALL);

    /// A copy as it is stated.
    @FunctionalInterface
    interface Maker {
        Backup of(
                String source,
                String copy,
                Exclusion excluded,
                Duration fresh,
                Verify verify,
                int restore);
    }

    @Override
    public boolean standsAlone() {
        return false;
    }

    @Override
    public Shape options() {
        return BackupOptions.ofCopy(key, keySays);
    }

    @Override
    public Check parse(Options options) {
        var stated = new BackupOptions(options);
        return new BackupCheck(
                name,
                maker.of(
                        here(options, "source"),
                        here(options, key),
                        exclusion(options),
                        stated.fresh(),
                        stated.verify(),
                        stated.restore()));
    }

    private static String here(Options options, String key) {
        var text = options.text(key).orElse("");
        if (ELSEWHERE.matcher(text).matches()) {
            options.problem(
                    options.at(key).orElseThrow(),
                    "%s: \"%s\" is on another machine, and is looked at here".formatted(key, text),
                    "a folder of this machine, such as one that the other is mounted at");
        }
        return text;
    }

    private static Exclusion exclusion(Options options) {
        try {
            return new Exclusion(options.texts("exclude"));
        } catch (PatternSyntaxException e) {
            options.problem(
                    options.at("exclude").orElseThrow(),
                    "exclude: \"%s\" is no glob: %s".formatted(e.getPattern(), e.getDescription()),
                    "names or globs, such as .cache or *.tmp");
            return new Exclusion(List.of());
        }
    }
}
