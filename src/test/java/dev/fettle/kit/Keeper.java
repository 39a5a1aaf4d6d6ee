package dev.fettle.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The programs that keep backups in repositories, as tests speak to both.
public enum Keeper {
    RESTIC("restic", "locks", List.of("restic", "backup", "--stdin")) {
        @Override
        public void make(BackedUp backup) throws Exception {
            backup.restic("init");
        }

        @Override
        public void backUp(BackedUp backup, List<String> options, Path... sources)
                throws Exception {
            backup.run(words(List.of("restic", "backup"), options, sources));
        }

        @Override
        public List<String> at(String moment) {
            return List.of("--time", moment);
        }

        @Override
        public void forgetAll(BackedUp backup) throws Exception {
            for (var snapshot : backup.stored("snapshots")) {
                Files.delete(snapshot);
            }
        }

        @Override
        public void loseKeys(BackedUp backup) throws Exception {
            for (var key : backup.stored("keys")) {
                Files.delete(key);
            }
        }

        @Override
        public String unlock(BackedUp backup) {
            return "restic -r " + backup.repository() + " unlock";
        }
    },

    BORG("borg", "lock.exclusive", List.of("borg", "create", "::stdin", "-")) {
        @Override
        public void make(BackedUp backup) throws Exception {
            Files.createDirectories(backup.folder().resolve("base"));
            backup.run("borg", "init", "-e", "repokey-blake2");
        }

        @Override
        public void backUp(BackedUp backup, List<String> options, Path... sources)
                throws Exception {
            var begin = new ArrayList<>(List.of("borg", "create"));
            begin.addAll(options);
            backup.run(words(begin, List.of("::{utcnow:%H%M%S.%f}"), sources));
        }

        @Override
        public List<String> at(String moment) {
            return List.of("--timestamp", moment.replace(' ', 'T'));
        }

        @Override
        public void forgetAll(BackedUp backup) throws Exception {
            for (var name : backup.run("borg", "list", "--short").lines().toList()) {
                backup.run("borg", "delete", "::" + name);
            }
        }

        @Override
        public void loseKeys(BackedUp backup) throws Exception {
            var config = backup.repository().resolve("config");
            var text = Files.readString(config);
            Files.writeString(config, text.substring(0, text.indexOf("key = ")));
        }

        @Override
        public String unlock(BackedUp backup) {
            return "borg break-lock " + backup.repository();
        }
    };

    private final String program;
    private final String locks;
    private final List<String> endless;

    Keeper(String program, String locks, List<String> endless) {
        this.program = program;
        this.locks = locks;
        this.endless = endless;
    }

    /// The check is called like it.
    public String program() {
        return program;
    }

    /// The folder that something lies in while a backup works.
    public String locks() {
        return locks;
    }

    /// A backup of what it is to read from its standard input.
    public String[] endless() {
        return endless.toArray(String[]::new);
    }

    /// A new repository.
    public abstract void make(BackedUp backup) throws Exception;

    public abstract void backUp(BackedUp backup, List<String> options, Path... sources)
            throws Exception;

    public void backUp(BackedUp backup, Path... sources) throws Exception {
        backUp(backup, List.of(), sources);
    }

    /// @param moment `2026-01-01 00:00:00`, in UTC
    /// @return options of a backup that says that it was made then
    public abstract List<String> at(String moment);

    /// Nothing is left in it.
    public abstract void forgetAll(BackedUp backup) throws Exception;

    public abstract void loseKeys(BackedUp backup) throws Exception;

    /// What takes a lock away.
    public abstract String unlock(BackedUp backup);

    /// `restic: {…}` of what was backed up.
    public String check(BackedUp backup, String more) {
        return "%s: {repository: %s, password-file: %s, source: ['%s']%s}"
                .formatted(
                        program,
                        backup.repository(),
                        backup.password(),
                        backup.source(),
                        more.isEmpty() ? "" : ", " + more);
    }

    private static String[] words(List<String> begin, List<String> options, Path... sources) {
        var words = new ArrayList<>(begin);
        words.addAll(options);
        for (var source : sources) {
            words.add(source.toString());
        }
        return words.toArray(String[]::new);
    }
}
