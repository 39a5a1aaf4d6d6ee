package dev.fettle.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fettle.automation.Blank;
import dev.fettle.automation.Home;
import dev.fettle.notation.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    private static final String ANSWERED =
            """
            # Title
            Does what its name says. By hand: `./go`.

            ## What it depends on
            A shell.

            ## What breaks it
            A full disk.

            ## When it breaks
            Make room.
            """;

    private static final Instant NOVEMBER = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir private Path root;

    @BeforeEach
    void a_home() throws IOException {
        Files.createFile(root.resolve("fettle.yaml"));
    }

    @Test
    void an_automation_that_answers_everything_has_no_findings() throws IOException {
        automation("good", "run: ./go", ANSWERED, "#!/bin/sh\nset -eu\necho a | tr a b\n");

        assertThat(lint()).isEmpty();
    }

    @Test
    void a_time_that_does_not_exist_on_a_day_of_the_coming_year_is_told_with_when_it_runs()
            throws IOException {
        automation(
                "night",
                "schedule: [daily at 02:30, \"0,45 2 * * *\"]\ntimezone: Europe/Berlin\nrun: ./go",
                ANSWERED,
                "#!/bin/sh\nset -eu\n");

        assertThat(lint())
                .extracting(Finding::rule, Finding::line, Finding::message)
                .containsExactly(
                        tuple(
                                "clock",
                                OptionalInt.of(2),
                                "clocks are put forward in Europe/Berlin: 02:30 does not exist: 03:00; 02:00 to 02:45 do not exist: 03:00; it runs on Sun 2027-03-28 03:00 +02:00 then"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schedule: daily at 03:00\ntimezone: Europe/Berlin",
                "schedule: \"*/15 * * * *\"\ntimezone: Europe/Berlin",
                "schedule: daily at 02:30\ntimezone: Asia/Tokyo",
                "schedule: monthly on 1 at 02:30\ntimezone: Europe/Berlin"
            })
    void a_time_that_exists_or_that_nobody_named_is_no_finding(String front) throws IOException {
        automation("night", front + "\nrun: ./go", ANSWERED, "#!/bin/sh\nset -eu\n");

        assertThat(lint()).isEmpty();
    }

    @Test
    void a_readme_that_says_nothing_is_asked_for_all_of_it() throws IOException {
        automation("bare", "run: ./go", "", "#!/bin/sh\ntrue\n");

        assertThat(lint())
                .extracting(Finding::rule)
                .containsExactly("title", "introduction", "depends", "breaks", "mend");
        assertThat(lint().get(3).message())
                .isEqualTo("the heading \"## What breaks it\" is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!-- hint -->",
                "TODO",
                "- TODO: write this",
                "tbd",
                "…",
                "...",
                "- ",
                "<!-- a\nb -->\n\n- ",
                "**FIXME** later"
            })
    void what_stands_there_in_place_of_an_answer_is_none(String text) throws IOException {
        automation("x", "run: ./go", ANSWERED.replace("A full disk.", text), "#!/bin/sh\ntrue\n");

        assertThat(lint())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("breaks");
                    assertThat(finding.file()).isEqualTo("x/README.md");
                    assertThat(finding.line()).hasValue(10);
                    assertThat(finding.message())
                            .isEqualTo("nothing stands under \"What breaks it\"");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nothing.",
                "- `cron`",
                "| a | b |",
                "![picture](a.png)",
                "### Cables\nThe blue one.",
                "何も",
                "To do this it needs root."
            })
    void a_short_answer_is_an_answer(String text) {
        assertThat(Documented.saysNothing(text)).isEqualTo(text.startsWith("To do"));
    }

    @Test
    void the_headings_may_be_in_the_users_language() throws IOException {
        Files.writeString(
                root.resolve("fettle.yaml"),
                "headings: {depends: Braucht, breaks: Bricht an, mend: Dann}\n");
        automation(
                "x",
                "run: ./go",
                "# T\nTut.\n## Braucht\nx\n## Bricht an\n\n## dann\nx\n",
                "#!/bin/sh\ntrue\n");

        assertThat(lint())
                .extracting(Finding::message)
                .containsExactly("nothing stands under \"Bricht an\"");
    }

    @Test
    void what_is_lost_in_a_pipe_is_found_in_scripts_and_in_run() throws IOException {
        automation(
                "x",
                "run: cat a | gzip >b",
                ANSWERED,
                "#!/bin/sh\nset -e\nif a | b; then c; fi\ncurl x |\n  sort\n");
        automation("y", "run: ./go", ANSWERED, "#!/bin/bash\nset -euo pipefail\ncurl x | sort\n");

        assertThat(lint())
                .extracting(f -> f.file() + ":" + f.line().orElse(0) + " " + f.rule())
                .containsExactly("x/README.md:2 pipe", "x/go:4 pipe");
        assertThat(lint().getLast().message())
                .startsWith(
                        "a failure of curl is lost: a pipe ends as its last program does (sort)");
    }

    @Test
    void a_script_of_several_commands_stops_at_errors() throws IOException {
        automation("x", "run: ./go", ANSWERED, "#!/bin/sh\na\nb\n");
        automation("y", "run: ./go", ANSWERED, "#!/bin/sh\nexec a\n");
        automation("z", "run: ./go", ANSWERED, "#!/usr/bin/python3\na\nb\n");

        assertThat(lint())
                .containsExactly(
                        new Finding(
                                "x",
                                "set-e",
                                "x/go",
                                OptionalInt.of(1),
                                "it goes on after a command that failed; add a line: set -eu"));
    }

    @Test
    void output_that_nobody_looks_into_is_unchecked() throws IOException {
        automation(
                "x",
                "run: ./go {output}\noutput: /tmp/x\ncheck: [not-empty, {count: {min: 1}}]",
                ANSWERED,
                "#!/bin/sh\ntrue\n");
        automation("y", "run: ./go {output}\noutput: /tmp/x", ANSWERED, "#!/bin/sh\ntrue\n");

        assertThat(lint())
                .extracting(f -> f.automation() + " " + f.rule() + " " + f.line().orElse(0))
                .containsExactly("x unchecked 4");
    }

    @Test
    void a_program_that_is_not_told_where_its_output_goes_makes_none() throws IOException {
        automation("x", "run: ./go\noutput: /tmp/x", ANSWERED, "#!/bin/sh\ntrue\n");
        automation(
                "y",
                "run: ./go\noutput: /tmp/x",
                ANSWERED,
                "#!/bin/sh\necho x >$FETTLE_OUTPUT/x\n");

        assertThat(lint())
                .extracting(f -> f.automation() + " " + f.rule())
                .containsExactly("x no-output");
    }

    @Test
    void a_program_that_is_missing_or_may_not_be_executed_is_named() throws IOException {
        automation("x", "run: ./gone", ANSWERED, "#!/bin/sh\ntrue\n");
        var flat = automation("y", "run: ./go a b", ANSWERED, "#!/bin/sh\ntrue\n");
        Files.setPosixFilePermissions(
                flat.resolve("go"), PosixFilePermissions.fromString("rw-r--r--"));
        automation("z", "run: no-such-program-here x", ANSWERED, "#!/bin/sh\ntrue\n");
        automation("zz", "run: if true; then sh -c 'exit 0'; fi", ANSWERED, "#!/bin/sh\ntrue\n");

        assertThat(lint())
                .extracting(Finding::message)
                .containsExactly(
                        "there is no program ./gone",
                        "./go may not be executed; chmod +x ./go",
                        "the program no-such-program-here is not on the PATH here");
    }

    @Test
    void folders_that_feed_each_other_in_a_ring_are_named() throws IOException {
        automation(
                "a",
                "watch: ../one\nrun: ./go {input} {output}\noutput: ../two",
                ANSWERED,
                "#!/bin/sh\ntrue\n");
        automation(
                "b",
                "watch: {folder: .., recursive: true}\nrun: ./go {input} {output}\noutput: ../three",
                ANSWERED,
                "#!/bin/sh\ntrue\n");
        automation(
                "c",
                "watch: ../three\nrun: ./go {input} {output}\noutput: ../one",
                ANSWERED,
                "#!/bin/sh\ntrue\n");
        automation(
                "in-place",
                "watch: ../four\nrun: ./go {input} {output}\noutput: ../four",
                ANSWERED,
                "#!/bin/sh\ntrue\n");

        assertThat(lint().stream().filter(f -> f.rule().equals("ring")).map(Finding::message))
                .containsExactly(
                        "what it publishes comes back to it: a → b → c → a",
                        "what it publishes comes back to it: b → c → b",
                        "what it publishes comes back to it: c → b → c");
    }

    @Test
    void broken_definitions_are_findings_and_stop_no_other() throws IOException {
        automation("bad", "rum: ./go\ntimeout: 5 lightyears", ANSWERED, "");
        automation("bare", "run: ./go", "# T\n", "#!/bin/sh\ntrue\n");

        assertThat(
                        lint().stream()
                                .map(f ->
                                        f.automation() + ":" + f.line().orElse(0) + " " + f.rule())
                                .distinct())
                .contains("bad:2 definition", "bad:3 definition", "bare:4 mend");
    }

    @Test
    void a_draft_is_named_and_what_new_makes_is_asked_about_again() throws IOException {
        automation("draft", "timeout: 1m", ANSWERED, "");
        assertThat(lint()).extracting(Finding::rule).containsExactly("draft");
        assertThat(Json.line(lint()))
                .isEqualTo(
                        "[{\"automation\":\"draft\",\"rule\":\"draft\",\"file\":\"draft/README.md\",\"line\":1,\"message\":\"%s\"}]"
                                .formatted(lint().getFirst().message().replace("\"", "\\\"")));

        new Blank(home(), home().settings().headings()).make("fresh", Map.of());
        assertThat(lint().stream().filter(f -> f.automation().equals("fresh")).map(Finding::rule))
                .containsExactly("introduction", "depends", "breaks", "mend");
    }

    private List<Finding> lint() throws IOException {
        return new Lint(home(), System.getenv("PATH"), NOVEMBER, Optional.empty()).findings();
    }

    private Home home() {
        return Home.find(Optional.of(root), Map.of("HOME", root.resolve("user").toString()), root);
    }

    /// @param script the text of its file `go`; empty for none
    private Path automation(String name, String front, String prose, String script)
            throws IOException {
        var folder = Files.createDirectories(root.resolve(name));
        if (!script.isEmpty()) {
            Files.writeString(folder.resolve("go"), script);
            Files.setPosixFilePermissions(
                    folder.resolve("go"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(folder.resolve("README.md"), "---\n" + front + "\n---\n" + prose);
        return folder;
    }
}
