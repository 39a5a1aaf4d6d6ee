package dev.fettle.check;

import dev.fettle.check.backup.BorgBackup;
import dev.fettle.notation.Shape;

/// `borg: {repository: /mnt/backup/borg, password-file: ~/.borg, source: [~/Documents]}`
record BorgKind() implements CheckKind {
    @Override
    public String name() {
        return "borg";
    }

    @Override
    public String says() {
        return "a borg repository is the one that it was, has a fresh archive of each source, is"
                + " whole, and gives files back as they are";
    }

    @Override
    public boolean standsAlone() {
        return false;
    }

    @Override
    public Shape options() {
        return BackupOptions.ofRepository(false);
    }

    @Override
    public Check parse(Options options) {
        var stated = new BackupOptions(options);
        return new BackupCheck(
                name(),
                new BorgBackup(
                        options.text("repository").orElse(""),
                        stated.password(),
                        stated.expectation(),
                        stated.verify(),
                        stated.restore()));
    }
}
