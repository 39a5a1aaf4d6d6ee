package dev.fettle.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.alert.PingStates;
import dev.fettle.automation.Home;
import dev.fettle.environment.ProgramVersions;
import dev.fettle.history.Facts;
import dev.fettle.platform.Clock;
import dev.fettle.publish.Keepings;
import dev.fettle.publish.Publisher;
import dev.fettle.run.Needs;
import dev.fettle.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final String PATH = "/usr/bin:/bin";

    @TempDir Path root;
    private Path folder;
    private Home home;

    @BeforeEach
    void home() throws IOException {
        folder = root.resolve("home");
        Files.createDirectories(folder.resolve("copy"));
        Files.writeString(folder.resolve("fettle.yaml"), "");
        home =
                Home.find(
                        Optional.of(folder),
                        Map.of("FETTLE_STATE", root.resolve("state").toString()),
                        root);
    }

    @Test
    void all_that_an_automation_needs_is_there() throws IOException {
        Files.createDirectory(root.resolve("in"));
        automation("watch: %s\nrun: cp {input} {output}\noutput: %s", "in", "out");

        var symptoms = symptoms();

        assertThat(symptoms)
                .filteredOn(s -> s.automation().isPresent())
                .extracting(Symptom::subject)
                .containsExactly("program", "watch", "output");
        assertThat(symptoms).noneMatch(s -> s.state() == Symptom.State.MISSING);
    }

    @Test
    void a_missing_program_is_named() throws IOException {
        automation("run: no-such-program x");

        assertThat(missing())
                .containsExactly("the program no-such-program is not on the PATH here");
    }

    @Test
    void a_missing_folder_is_named_with_what_makes_it() throws IOException {
        automation("watch: %s\nrun: cp {input} {output}\noutput: %s", "in", "out");

        assertThat(symptoms())
                .filteredOn(s -> s.state() == Symptom.State.MISSING)
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.found()).isEqualTo("there is no folder " + root.resolve("in"));
                    assertThat(s.remedy()).contains("mkdir -p " + root.resolve("in"));
                });
    }

    @Test
    void an_output_that_is_a_file_cannot_be_published_to() throws IOException {
        Files.createDirectory(root.resolve("in"));
        Files.writeString(root.resolve("out"), "");
        automation("watch: %s\nrun: cp {input} {output}\noutput: %s", "in", "out");

        assertThat(missing())
                .containsExactly(
                        "the output %s is a file, not a folder".formatted(root.resolve("out")));
    }

    @Test
    void a_definition_that_cannot_be_read_is_told_with_its_place() throws IOException {
        automation("runn: x");

        assertThat(missing()).singleElement().asString().startsWith("copy/README.md:2:1: ");
    }

    @Test
    void where_the_store_cannot_be_had_the_rest_is_looked_at_all_the_same() throws IOException {
        automation("run: no-such-program x");

        var symptoms = new Doctor(home, PATH).symptoms(new Doctor.Ground.Closed("it is damaged"));

        assertThat(symptoms)
                .filteredOn(s -> s.state() == Symptom.State.MISSING)
                .extracting(Symptom::found)
                .containsExactly(
                        "it is damaged", "the program no-such-program is not on the PATH here");
    }

    private void automation(String front, String... folders) throws IOException {
        var paths = List.of(folders).stream().map(root::resolve).toArray();
        Files.writeString(
                folder.resolve("copy/README.md"),
                "---\n%s\n---\n# Copy\n".formatted(front.formatted(paths)));
    }

    private List<String> missing() throws IOException {
        return symptoms().stream()
                .filter(s -> s.state() == Symptom.State.MISSING)
                .map(Symptom::found)
                .toList();
    }

    private List<Symptom> symptoms() throws IOException {
        var state = home.state();
        try (var store = Store.open(state.database())) {
            var keepings = new Keepings(store, state, Clock.system());
            var publisher = new Publisher(store, state, keepings, Clock.system());
            return new Doctor(home, PATH)
                    .symptoms(
                            new Doctor.Ground.Open(
                                    state,
                                    publisher,
                                    new PingStates(store, Clock.system()),
                                    new Needs(
                                            new Facts(store),
                                            new ProgramVersions(store, Clock.system()))));
        }
    }
}
