package dev.fettle.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fettle.kit.Background;
import dev.fettle.notation.UserError;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets are kept whole, encrypted and private, and a file that is not what it should be is told
/// and left alone.
class VaultTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final String VALUE = "correct horse battery staple";

    @TempDir private Path place;
    private StateFolder state;
    private Vault vault;

    @BeforeEach
    void a_vault() {
        state = new StateFolder(place);
        vault = new Vault(state);
    }

    @Test
    void what_was_set_last_is_kept() throws IOException {
        set("B", "another one");
        set("A", "the first");
        set("A", VALUE);

        assertThat(value("A")).isEqualTo(VALUE);
        assertThat(value("B")).isEqualTo("another one");
        assertThat(vault.entries())
                .containsExactly(
                        new Vault.Entry(new SecretName("A"), NOW),
                        new Vault.Entry(new SecretName("B"), NOW));
    }

    @Test
    void neither_names_nor_values_can_be_read_in_the_file_and_it_is_its_owners_alone()
            throws IOException {
        set("API_TOKEN", VALUE);

        for (var file : new Path[] {state.secrets(), state.secretsKey()}) {
            assertThat(new String(Files.readAllBytes(file), UTF_8))
                    .doesNotContain("API_TOKEN", "correct", "staple");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        var first = Files.readAllBytes(state.secrets());
        set("API_TOKEN", VALUE);
        assertThat(Files.readAllBytes(state.secrets())).isNotEqualTo(first);
    }

    @Test
    void each_damaged_byte_is_told_and_the_file_is_left_as_it_is() throws IOException {
        set("A", VALUE);
        var whole = Files.readAllBytes(state.secrets());
        for (int i = 0; i < whole.length; i++) {
            var damaged = whole.clone();
            damaged[i] ^= 1;
            isToldAndLeft(damaged, "cannot be read");
        }
        for (int length = 0; length < whole.length; length++) {
            isToldAndLeft(Arrays.copyOf(whole, length), "cannot be read");
        }
    }

    private void isToldAndLeft(byte[] damaged, String told) throws IOException {
        Files.write(state.secrets(), damaged);
        assertThatThrownBy(() -> vault.entries())
                .isInstanceOf(UserError.class)
                .hasMessageContaining(told);
        assertThatThrownBy(() -> set("B", "new one")).isInstanceOf(UserError.class);
        assertThat(Files.readAllBytes(state.secrets())).isEqualTo(damaged);
    }

    @Test
    void a_wrong_a_damaged_and_a_missing_key_are_told_and_none_is_made() throws IOException {
        set("A", VALUE);
        var whole = Files.readAllBytes(state.secrets());

        Files.write(state.secretsKey(), new byte[32]);
        isToldAndLeft(whole, "is not its key");
        Files.write(state.secretsKey(), new byte[31]);
        isToldAndLeft(whole, "is damaged");
        Files.delete(state.secretsKey());
        isToldAndLeft(whole, "is missing");

        assertThat(state.secretsKey()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void a_file_that_others_may_touch_is_refused(String mode) throws IOException {
        for (var file : new Path[] {state.secrets(), state.secretsKey()}) {
            set("A", VALUE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

            assertThatThrownBy(() -> vault.entries()).hasMessageContaining("chmod 600 " + file);
            assertThatThrownBy(() -> set("B", "new one")).hasMessageContaining("chmod 600");

            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void of_many_that_are_set_at_once_none_is_lost() throws Exception {
        var sets = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < 40; i++) {
            var name = "S" + i;
            sets.add(
                    Background.start(() -> {
                        new Vault(state).set(secret(name, "value of " + name), NOW);
                        return true;
                    }));
        }
        for (var each : sets) {
            assertThat(each.get()).isTrue();
        }

        assertThat(vault.secrets()).hasSize(40);
        assertThat(value("S39")).isEqualTo("value of S39");
    }

    @Test
    void the_end_of_a_single_line_is_not_part_of_it_and_several_lines_are_kept() {
        assertThat(secret("A", "token\n").value()).isEqualTo("token");
        assertThat(secret("A", "token\r\n").value()).isEqualTo("token");
        assertThat(secret("A", " token ").value()).isEqualTo(" token ");
        assertThat(secret("A", "BEGIN\nkey\nEND\n").value()).isEqualTo("BEGIN\nkey\nEND\n");
        assertThat(secret("A", "x".repeat(65_536)).value()).hasSize(65_536);
    }

    @Test
    void what_cannot_be_a_secret_is_refused_with_a_reason_that_does_not_hold_it() {
        refused(new byte[0], "nothing was given");
        refused("\n".getBytes(UTF_8), "nothing was given");
        refused("hunter\0two".getBytes(UTF_8), "NUL");
        refused(new byte[] {'h', 'u', 'n', 't', 'e', 'r', (byte) 0xE9}, "no text in UTF-8");
        refused("hunter".repeat(20_000).getBytes(UTF_8), "longer than 65536 bytes");
    }

    private static void refused(byte[] value, String reason) {
        assertThatThrownBy(() -> Secret.given(new SecretName("A"), value))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("hunter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A-B", "A=B", "Ä", "A\nB", "PATH", "FETTLE_RUN"})
    void what_no_variable_may_be_called_is_no_name(String name) {
        assertThatThrownBy(() -> SecretName.parse(name)).isInstanceOf(UserError.class);
    }

    private void set(String name, String value) throws IOException {
        vault.set(secret(name, value), NOW);
    }

    private static Secret secret(String name, String value) {
        return Secret.given(new SecretName(name), value.getBytes(UTF_8));
    }

    private String value(String name) throws IOException {
        return requireNonNull(vault.secrets().get(new SecretName(name))).value();
    }
}
