package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.Keeper;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The faults of a borg repository.
class BorgCheckTest extends RepositorySuite {
    BorgCheckTest() {
        super(Keeper.BORG, "list", "list", "check", "extract");
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void the_users_own_notes_are_left_alone() throws Exception {
        backup.run("rm", "-rf", backup.folder().resolve("base").toString());

        isGood(check());

        assertThat(backup.folder().resolve("base")).doesNotExist();
    }

    @Test
    @Tag("long")
    @Tag("long-backups")
    void an_index_that_is_lost_is_made_again_by_borg_and_no_fault() throws Exception {
        for (var file : backup.stored("")) {
            if (file.getFileName().toString().startsWith("index.")) {
                Files.delete(file);
            }
        }

        isGood(check());
    }
}
