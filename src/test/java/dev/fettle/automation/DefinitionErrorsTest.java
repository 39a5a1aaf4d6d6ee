package dev.fettle.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each error in a definition as its user sees it: where it is, the line, what would be right.
class DefinitionErrorsTest {
    @TempDir private Path temp;
    private DefinitionFolder job;

    @BeforeEach
    void a_home() throws IOException {
        job = new DefinitionFolder(temp);
    }

    @Test
    void an_unknown_key_is_told_with_the_one_that_was_meant() throws IOException {
        assertThat(job.errors("run: ./go\nchek: valid\n"))
                .isEqualTo(
                        """
                        job/README.md:3:1: unknown key "chek"; did you mean "check"?
                            chek: valid
                            ^\
                        """);
    }

    @Test
    void an_unknown_key_like_no_other_is_told_with_those_that_are_known() throws IOException {
        assertThat(job.errors("run: ./go\nfoo: bar\n"))
                .isEqualTo(
                        """
                        job/README.md:3:1: unknown key "foo"; known: schedule, timezone, catch-up, when-busy, lost, watch, after, pattern, run, accept, \
                        check, output, publish, collide, versions, done, env, secrets, path, \
                        umask, timeout, retry, parallel, needs, exclusive, expect, criticality, \
                        alert, report
                            foo: bar
                            ^\
                        """);
    }

    @Test
    void a_repeated_key_is_told_where_it_stands_again() throws IOException {
        assertThat(job.errors("run: ./go\nenv: {A: 1, A: 2}\nrun: ./other\n"))
                .isEqualTo(
                        """
                        job/README.md:3:13: the key "A" stands here twice; keep one of them
                            env: {A: 1, A: 2}
                                        ^
                        job/README.md:4:1: the key "run" stands here twice; keep one of them
                            run: ./other
                            ^\
                        """);
    }

    @Test
    void a_wrong_unit_is_told_with_the_right_ones() throws IOException {
        assertThat(
                        job.errors(
                                """
                                run: ./go {output}
                                output: site
                                timeout: 5 minutes
                                check: {image: {max-size: 400 kb}}
                                """))
                .isEqualTo(
                        """
                        job/README.md:4:10: timeout: "5 minutes" is no duration; right would be a \
                        number and a unit: 90s, 10m, 26h, 3d
                            timeout: 5 minutes
                                     ^
                        job/README.md:5:27: max-size: "400 kb" is no size; right would be a number \
                        and a unit: 400 kB, 2.5 MB, 5 GB (or KiB, MiB, GiB)
                            check: {image: {max-size: 400 kb}}
                                                      ^\
                        """);
    }

    @Test
    void all_errors_are_told_in_one_go_whatever_their_kind() throws IOException {
        assertThat(
                        job.errors(
                                """
                                run: ./go "{input}"
                                chek: valid
                                timeout: 0s
                                retry: {times: 3, wait: 31d}
                                env: {PATH: /bin, FETTLE_RUN: x}
                                pattern: "[a"
                                """))
                .isEqualTo(
                        """
                        job/README.md:2:12: {input} stands inside quotes; write {input} without \
                        quotes: Fettle quotes it
                            run: ./go "{input}"
                                       ^
                        job/README.md:3:1: unknown key "chek"; did you mean "check"?
                            chek: valid
                            ^
                        job/README.md:4:10: timeout: no time at all; leave it out where a run may \
                        take as long as it takes
                            timeout: 0s
                                     ^
                        job/README.md:5:25: wait: "31d" is too long; right would be 30d at most: \
                        it doubles with each attempt
                            retry: {times: 3, wait: 31d}
                                                    ^
                        job/README.md:6:7: PATH cannot be set here; use the key path:
                            env: {PATH: /bin, FETTLE_RUN: x}
                                  ^
                        job/README.md:6:19: names that begin with FETTLE_ are Fettle's own; choose \
                        another name
                            env: {PATH: /bin, FETTLE_RUN: x}
                                              ^
                        job/README.md:7:10: "[a" is no pattern; right would be *.{jpg,png}; \\ \
                        before a sign takes it as it is
                            pattern: "[a"
                                     ^\
                        """);
    }

    @Test
    void what_would_only_follow_from_a_misspelt_key_is_not_told() throws IOException {
        assertThat(job.errors("run: ./go {output}\noutptu: site\npublish: mirror\n"))
                .isEqualTo(
                        """
                        job/README.md:3:1: unknown key "outptu"; did you mean "output"?
                            outptu: site
                            ^\
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "pattern: x, pattern, watch",
        "done: trash, done, watch",
        "publish: mirror, publish, output",
        "collide: number, collide, output",
        "versions: {}, versions, output"
    })
    void a_key_without_the_one_that_it_belongs_to_is_told(String line, String key, String other)
            throws IOException {
        assertThat(job.errors("run: ./go\n" + line + "\n"))
                .isEqualTo(
                        """
                        job/README.md:3:1: "%s" belongs to "%s"; add %s: FOLDER
                            %s
                            ^\
                        """
                                .formatted(key, other, other, line));
    }

    @Test
    void a_pattern_in_two_places_is_told() throws IOException {
        assertThat(job.errors("watch: {folder: in, pattern: a}\npattern: b\nrun: ./go {input}\n"))
                .isEqualTo(
                        """
                        job/README.md:3:1: the pattern is stated twice; keep one of them
                            pattern: b
                            ^\
                        """);
    }

    @Test
    void handled_inputs_may_not_be_moved_to_where_they_are_inputs_again() throws IOException {
        assertThat(job.errors("watch: in\nrun: ./go {input}\ndone: {move: ../job/in}\n"))
                .startsWith(
                        "job/README.md:4:1: handled inputs would be moved to where they already");
        assertThat(
                        job.errors(
                                """
                                watch: {folder: in, recursive: true}
                                run: ./go {input}
                                done: {move: in/handled}
                                """))
                .isEqualTo(
                        """
                        job/README.md:4:1: handled inputs would be moved into the watched folder \
                        and be inputs again; name a folder outside of it, or one whose name begins \
                        with a dot
                            done: {move: in/handled}
                            ^\
                        """);
        assertThat(
                        job.errors(
                                """
                                watch: {folder: in, recursive: true}
                                run: ./go {input}
                                done: {move: in/.handled}
                                """))
                .isEmpty();
    }

    @Test
    void inputs_without_a_program_are_told() throws IOException {
        assertThat(job.errors("watch: in\n"))
                .isEqualTo(
                        """
                        job/README.md:2:1: there is no program to give the inputs to; add run: \
                        ./program {input}
                            watch: in
                            ^\
                        """);
    }

    @Test
    void two_programs_of_which_none_is_named_are_told() throws IOException {
        for (var name : new String[] {"b.sh", "a.sh", ".hidden"}) {
            var file = Files.createFile(job.folder().resolve(name));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        assertThat(job.errors("watch: in\n"))
                .isEqualTo(
                        """
                        job/README.md:1:1: which program is run? There are a.sh, b.sh; say it: \
                        run: ./a.sh
                            ---
                            ^\
                        """);
    }

    @Test
    void checks_of_inputs_that_nothing_takes_are_told() throws IOException {
        assertThat(job.errors("run: ./go\naccept: image\n"))
                .isEqualTo(
                        """
                        job/README.md:3:1: "accept" looks at inputs, and nothing here takes one; \
                        use {input} in "run"
                            accept: image
                            ^\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping",
                "grace",
                "credentials",
                "on-drift",
                "on-failure",
                "sample",
                "compare",
                "test",
                "tags",
                "review",
                "saves",
                "took"
            })
    void a_key_that_this_version_does_not_have_is_called_that_and_no_misspelling(String key)
            throws IOException {
        assertThat(job.errors("run: ./go\n" + key + ": x\n"))
                .isEqualTo(
                        """
                        job/README.md:3:1: the key "%s" is Fettle's, but this version cannot do it \
                        yet; leave it out for now
                            %s: x
                            ^\
                        """
                                .formatted(key, key));
    }

    @Test
    void a_schedule_that_comes_due_more_rarely_than_is_expected_is_told_with_what_would_be_right()
            throws IOException {
        assertThat(
                        job.errors(
                                "schedule: daily at 02:30\ntimezone: Europe/Berlin\nexpect: every 24h\nrun: ./go\n"))
                .isEqualTo(
                        """
                        job/README.md:4:9: "every 24h" is more often than the schedule comes due: \
                        from Sun 2026-10-25 02:30 +02:00 to Mon 2026-10-26 02:30 +01:00 it is silent \
                        for 25h; right would be more than that, with the time that a run takes: \
                        every 26h
                            expect: every 24h
                                    ^\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    daily at 02:30            | every 25h   |
                    weekdays at 09:00         | every 26h   | 73h
                    0 9 * * 1-5               | every 73h   |
                    */5 8-17 * * *            | every 1h    | 16h
                    * * * * *                 | every 1m    |
                    every 1s                  | every 1s    |
                    every 2s                  | every 1s    | 1m
                    monthly on 31 at 06:00    | every 5w    | 1465h
                    0 6 29 2 *                | every 1461d |
                    at boot                   | every 1h    |
                    """)
    void what_is_expected_may_be_as_long_as_the_longest_silence(
            String schedule, String expect, @Nullable String silent) throws IOException {
        var errors =
                job.errors(
                        "schedule: \"%s\"\ntimezone: Europe/Berlin\nexpect: %s\nrun: ./go\n"
                                .formatted(schedule, expect));

        if (silent == null) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).contains("it is silent for " + silent + ";");
        }
    }

    @Test
    void what_the_user_wrote_cannot_repaint_the_terminal() throws IOException {
        assertThat(job.errors("run: ./go\n\"\\e[31mkey\": x\n"))
                .startsWith("job/README.md:3:1: unknown key \"\\u001b[31mkey\"; known: ");
    }
}
