package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.InMemory;
import dev.fettle.publish.Steps;
import dev.fettle.publish.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 2 against a power cut, by a model of one: what was not brought to the disk is lost. A
/// file's content lasts once the file was synced, a name once its folder was; the journal's rows
/// last at once. So the order in which publishing does these is all that its promise hangs on.
class PowerCutTest {
    private @TempDir(factory = InMemory.class) Path root;
    private final List<Act> acts = new ArrayList<>();

    private record Act(String what, Object on) {}

    @BeforeEach
    void publish_three_files() throws IOException {
        try (var shop = new Workshop(root)) {
            Files.writeString(shop.site.resolve("a"), "old a");
            var run = shop.run();
            var staging = shop.staging(run, Map.of("a", "new a", "b", "new b", "sub/c", "new c"));
            Steps recorded = (what, on) -> acts.add(new Act(what, on));
            shop.publisher(recorded).publish(shop.order(run), staging);
        }
    }

    @Test
    void the_bytes_and_names_of_what_is_new_last_before_the_journal_promises_them() {
        var synced = syncedIn(0, first("journal"));

        assertThat(namesOf(synced)).contains("a", "b", "c");
        assertThat(parentsOf(filesOf(synced))).isSubsetOf(synced);
    }

    @Test
    void nothing_in_the_destination_is_touched_before_the_journal_promises_it() {
        assertThat(acts.subList(0, first("journal")))
                .extracting(Act::what)
                .doesNotContain("link", "replace", "place", "delete");
    }

    @Test
    void the_second_name_of_what_is_replaced_lasts_before_the_first_is_given_away() {
        int link = first("link");
        int replace = first("replace");
        var aside = (Path) acts.get(link).on();

        assertThat(link).isLessThan(replace);
        assertThat(syncedIn(link, replace)).contains(aside.getParent());
    }

    @Test
    void every_folder_in_which_a_name_changed_lasts_before_it_is_called_done() {
        var changed = new HashSet<Path>();
        int last = 0;
        for (int i = 0; i < acts.size(); i++) {
            var act = acts.get(i);
            if (Set.of("place", "replace", "make folder").contains(act.what())
                    && act.on() instanceof Path name
                    && name.startsWith(root.resolve("site"))) {
                changed.add(name.getParent());
                last = i;
            }
        }

        assertThat(changed).hasSize(2);
        assertThat(syncedIn(last, acts.size())).containsAll(changed);
    }

    private int first(String what) {
        for (int i = 0; i < acts.size(); i++) {
            if (acts.get(i).what().equals(what)) {
                return i;
            }
        }
        throw new AssertionError("no " + what + " among " + acts);
    }

    /// What was brought to the disk by the acts from one to another.
    private Set<Path> syncedIn(int from, int to) {
        var synced = new HashSet<Path>();
        for (var act : acts.subList(from, to)) {
            if (act.what().equals("sync")) {
                collect(act.on(), synced);
            }
        }
        return synced;
    }

    private static void collect(Object on, Set<Path> into) {
        switch (on) {
            case Path path -> into.add(path);
            case Collection<?> several -> several.forEach(each -> collect(each, into));
            default -> throw new AssertionError("what is synced is a path: " + on);
        }
    }

    private static Set<Path> filesOf(Set<Path> paths) {
        var files = new HashSet<Path>(paths);
        files.removeIf(path -> !List.of("a", "b", "c").contains(path.getFileName().toString()));
        return files;
    }

    private static Set<Path> parentsOf(Set<Path> paths) {
        var parents = new HashSet<Path>();
        paths.forEach(path -> parents.add(path.getParent()));
        return parents;
    }

    private static List<String> namesOf(Set<Path> paths) {
        return paths.stream().map(path -> path.getFileName().toString()).toList();
    }
}
