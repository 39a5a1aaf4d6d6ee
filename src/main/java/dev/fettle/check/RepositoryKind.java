package dev.fettle.check;

import dev.fettle.check.backup.Backup;
import dev.fettle.check.backup.BorgBackup;
import dev.fettle.check.backup.Expectation;
import dev.fettle.check.backup.Password;
import dev.fettle.check.backup.ResticBackup;
import dev.fettle.check.backup.Verify;
import dev.fettle.notation.Shape;

/// `restic: {repository: /mnt/backup/restic, password-file: ~/.restic, source: [~/Documents]}`, and
/// `borg` likewise.
///
/// @param snapshot what its program calls one
/// @param tags whether its snapshots have tags
record RepositoryKind(String name, String snapshot, boolean tags, Maker maker)
        implements CheckKind {
    static final RepositoryKind RESTIC =
            new RepositoryKind("restic", "snapshot", true, ResticBackup::new);
    static final RepositoryKind BORG =
            new RepositoryKind("borg", "archive", false, BorgBackup::new);

    /// A backup as it is stated.
    @FunctionalInterface
    interface Maker {
        Backup of(
                String repository,
                Password password,
                Expectation expected,
                Verify verify,
                int restore);
    }

    @Override
    public String says() {
        return "a %s repository is the one that it was, has a fresh %s of each source, is whole, and gives files back as they are"
                .formatted(name, snapshot);
    }

    @Override
    public boolean standsAlone() {
        return false;
    }

    @Override
    public Shape options() {
        return BackupOptions.ofRepository(tags);
    }

    @Override
    public Check parse(Options options) {
        var stated = new BackupOptions(options);
        return new BackupCheck(
                name,
                maker.of(
                        options.text("repository").orElse(""),
                        stated.password(),
                        stated.expectation(),
                        stated.verify(),
                        stated.restore()));
    }
}
