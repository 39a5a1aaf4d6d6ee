package dev.fettle.run;

import static dev.fettle.kit.TestHome.lines;
import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Automation;
import dev.fettle.history.RunId;
import dev.fettle.kit.Background;
import dev.fettle.kit.TestHome;
import dev.fettle.platform.FileLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two of these in one process see each other as two processes do.
class ExclusivesTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    private Exclusives one;
    private Exclusives other;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void a_home() throws IOException {
        home = TestHome.in(place);
        for (var name : List.of("a", "b", "c")) {
            home.automation(name, "exclusive: Disk\nparallel: 2\nrun: ./go.sh").script(name, ":");
        }
        home.automation("free", "run: ./go.sh").script("free", ":");
        one = new Exclusives(home.workshop().state());
        other = new Exclusives(home.workshop().state());
    }

    @Test
    void whoever_comes_second_waits_whatever_the_process() throws Exception {
        var a = asks(one, "a").get();

        var here = asks(one, "b");
        var there = asks(other, "c");
        until(() -> told.size() == 2);
        asks(other, "free").get();
        assertThat(here.isDone() || there.isDone()).isFalse();

        a.close();
        until(() -> here.isDone() || there.isDone());
        var second = here.isDone() ? here : there;
        var third = here.isDone() ? there : here;
        assertThat(third.isDone()).isFalse();
        second.get().close();
        third.get().close();
    }

    @Test
    void runs_of_one_automation_share_the_name_until_another_waits() throws Exception {
        var first = asks(one, "a").get();
        var second = asks(one, "a").get();

        var b = asks(one, "b");
        until(() -> told.size() == 1);
        first.close();
        var third = asks(one, "a");
        until(() -> told.size() == 2);
        assertThat(b.isDone() || third.isDone()).isFalse();

        second.close();
        var other = b.get();
        assertThat(third.isDone()).isFalse();
        other.close();
        third.get().close();
    }

    @Test
    void no_more_runs_of_it_work_than_its_own_bound_lets() throws Exception {
        var first = asks(one, "a").get();
        asks(one, "a").get();

        var third = asks(one, "a");
        until(() -> told.size() == 1);
        assertThat(third.isDone()).isFalse();

        first.close();
        third.get();
    }

    @Test
    void whoever_is_cancelled_waits_no_longer_and_is_in_nobodys_way() throws Exception {
        var a = asks(one, "a").get();
        var wish = new Cancellation();
        var b = asks(one, "b", wish);
        until(() -> told.size() == 1);
        var c = asks(one, "c");
        until(() -> told.size() == 2);

        wish.cancel();
        b.get().close();
        assertThat(c.isDone()).isFalse();

        a.close();
        c.get();
    }

    @Test
    void a_program_that_outlived_its_process_keeps_the_name() throws Exception {
        var run = RunId.random();
        var a = asks(one, "a").get();
        a.isOf(run);
        var shim = shimOf(run);
        a.close(); // as if the process had died

        var b = asks(other, "b");
        until(() -> told.size() == 1);
        assertThat(told).containsExactly("[" + run + " of a]");
        assertThat(other.takeUp(Optional.of(automation("a")), run)).isNotNull();
        assertThat(b.isDone()).isFalse();

        shim.close();
        assertThat(b.isDone()).isFalse();
    }

    @Test
    void once_that_has_ended_the_name_is_free() throws Exception {
        var run = RunId.random();
        var a = asks(one, "a").get();
        a.isOf(run);
        var shim = shimOf(run);
        a.close();
        var b = asks(other, "b");
        until(() -> told.size() == 1);

        shim.close();

        b.get();
        assertThat(lines(home.workshop().state().locks().resolve("exclusive/disk.lock"))).isEmpty();
    }

    // --- who asks

    private CompletableFuture<Exclusives.Turn> asks(Exclusives process, String automation)
            throws IOException {
        return asks(process, automation, new Cancellation());
    }

    private CompletableFuture<Exclusives.Turn> asks(
            Exclusives process, String name, Cancellation wish) throws IOException {
        var automation = automation(name);
        return Background.start(
                () -> process.take(automation, on -> told.add(on.toString()), wish));
    }

    private Automation automation(String name) throws IOException {
        return home.workshop().home().automation(name);
    }

    /// What a shim holds while it lives.
    private FileLock shimOf(RunId run) throws IOException {
        var folder = home.workshop().state().runs().resolve(run.text());
        Files.createDirectories(folder);
        return FileLock.tryLock(folder.resolve("lock")).orElseThrow();
    }
}
