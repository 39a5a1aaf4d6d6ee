package dev.fettle.check;

import dev.fettle.check.backup.ResticBackup;
import dev.fettle.notation.Shape;

/// `restic: {repository: /mnt/backup/restic, password-file: ~/.restic, source: [~/Documents]}`
record ResticKind() implements CheckKind {
    @Override
    public String name() {
        return "restic";
    }

    @Override
    public String says() {
        return "a restic repository is the one that it was, has a fresh snapshot of each source, is"
                + " whole, and gives files back as they are";
    }

    @Override
    public boolean standsAlone() {
        return false;
    }

    @Override
    public Shape options() {
        return BackupOptions.ofRepository(true);
    }

    @Override
    public Check parse(Options options) {
        var stated = new BackupOptions(options);
        return new BackupCheck(
                name(),
                new ResticBackup(
                        options.text("repository").orElse(""),
                        stated.password(),
                        stated.expectation(),
                        stated.verify(),
                        stated.restore()));
    }
}
