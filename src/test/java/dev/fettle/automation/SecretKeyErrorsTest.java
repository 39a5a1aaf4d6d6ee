package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.secret.SecretName;
import dev.fettle.secret.WantedSecret;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `secrets:` asks for, and what it cannot.
class SecretKeyErrorsTest {
    @TempDir private Path temp;
    private DefinitionFolder job;

    @BeforeEach
    void a_home() throws IOException {
        job = new DefinitionFolder(temp);
    }

    @Test
    void names_and_files_are_read_in_their_order() throws IOException {
        assertThat(job.definition("run: ./go\nsecrets: [B, {file: A}]\n").surroundings().secrets())
                .containsExactly(
                        new WantedSecret(new SecretName("B"), false),
                        new WantedSecret(new SecretName("A"), true));
    }

    @Test
    void path_and_fettles_own_names_are_no_secrets() throws IOException {
        assertThat(job.errors("run: ./go\nsecrets: [PATH, {file: FETTLE_RUN}]\n"))
                .contains(
                        "job/README.md:3:11: no secret can be called PATH; PATH says where programs",
                        "job/README.md:3:24: no secret can be called FETTLE_RUN; names that begin");
    }

    @Test
    void one_that_is_stated_twice_or_is_a_variable_too_is_an_error() throws IOException {
        assertThat(job.errors("run: ./go\nsecrets: [A, {file: A}]\n"))
                .contains("job/README.md:3:21: A is stated twice; keep one of them");
        assertThat(job.errors("run: ./go\nenv: {A: x}\nsecrets: [A]\n"))
                .contains("A is a variable under \"env\" and a secret; keep one of them");
    }
}
