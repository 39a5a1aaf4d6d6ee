package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.FettleProcess;
import dev.fettle.kit.TestHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup is believed once files came back from it, and what it was once is known ever after.
class BackupsTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;
    private BackedUp backup;

    @BeforeEach
    void a_small_repository() throws Exception {
        home = TestHome.in(place);
        backup = BackedUp.in(home.beside("backup")).files(20, 2000);
        backup.restic("init");
        backup.restic("backup", backup.source().toString());
    }

    private FettleProcess.Ended run() throws Exception {
        return FettleProcess.call(home, "run", "health", "--json");
    }

    private Object lastProved() throws Exception {
        var answer = FettleProcess.call(home, "status", "health", "--json");
        var status = answer.json();
        assertThat(status).as(answer.out() + answer.err()).containsKey("automations");
        var automations = (List<?>) status.get("automations");
        return String.valueOf(((Map<?, ?>) automations.getFirst()).get("lastProved"));
    }

    private static Map<?, ?> check(FettleProcess.Ended run) {
        return (Map<?, ?>) ((List<?>) run.json().get("checks")).getFirst();
    }

    @Test
    void a_health_check_believes_a_repository_until_another_one_lies_there() throws Exception {
        home.automation(
                "health",
                "check:\n  - restic: {repository: %s, password-file: %s, source: [%s]}"
                        .formatted(backup.repository(), backup.password(), backup.source()));
        assertThat(lastProved()).isEqualTo("null");

        var good = run();
        assertThat(good.code()).as(good.out() + good.err()).isZero();
        var proved = lastProved();
        assertThat(proved).asString().startsWith("20");

        backup.run("rm", "-rf", backup.repository().toString());
        backup.restic("init");
        backup.restic("backup", backup.source().toString());
        var bad = run();
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.json()).containsEntry("outcome", "invalid");
        assertThat(check(bad).get("code")).isEqualTo("replaced");
        assertThat(check(bad).get("passed")).isEqualTo(false);
        assertThat(check(bad).get("detail")).asString().contains("fettle lock health");
        assertThat(lastProved()).isEqualTo(proved);

        assertThat(FettleProcess.call(home, "lock", "health").code()).isZero();
        var meant = run();
        assertThat(meant.code()).as(meant.out()).isZero();
    }

    @Test
    void a_copy_and_an_archive_are_believed_until_something_is_missing() throws Exception {
        var copy = home.beside("copy");
        var archive = home.beside("docs.tar.zst");
        backup.run("rsync", "-a", backup.source() + "/", copy + "/");
        backup.run("tar", "--zstd", "-cf", archive.toString(), backup.source().toString());
        home.automation(
                "health",
                "check:\n  - rsync: {source: %1$s, copy: %2$s}\n  - tar: {source: %1$s, archive: %3$s}"
                        .formatted(backup.source(), copy, archive));

        var good = run();
        assertThat(good.code()).as(good.out() + good.err()).isZero();
        assertThat(lastProved()).asString().startsWith("20");

        Files.delete(copy.resolve("d1/f1"));
        var bad = run();
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.json()).containsEntry("outcome", "invalid");
        assertThat(check(bad).get("code")).isEqualTo("damaged");
        assertThat(check(bad).get("detail")).asString().contains("d1/f1");
    }
}
