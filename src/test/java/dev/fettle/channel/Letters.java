package dev.fettle.channel;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Letters of tests, and what is around them.
final class Letters {
    static final Around AROUND =
            new Around(
                    "nas",
                    Path.of("/"),
                    name ->
                            Optional.ofNullable(
                                    Map.of("TOKEN", "s3cret-token", "USER_KEY", "u53r-key")
                                            .get(name)));

    private Letters() {}

    static Letter opened() {
        return of(
                "opened",
                4,
                "backup failed: exit 7\n\nWhen it breaks\n<Plug> & pray: ü\n",
                Optional.empty());
    }

    static Letter recovered(String receipt) {
        return of("recovered", 3, "works again after 3 h\n", Optional.of(receipt));
    }

    static Letter of(String kind, int urgency, String text, Optional<String> receipt) {
        return new Letter(
                "abc123@nas",
                receipt.isPresent() ? List.of("root@nas") : List.of(),
                receipt,
                Instant.parse("2026-11-28T02:30:00Z"),
                kind,
                urgency,
                Optional.of("backup"),
                Optional.of("i1"),
                "backup: failed since 02:30",
                text.lines().findFirst().orElse(""),
                text,
                "<p>html</p>",
                "{\"id\":\"abc123@nas\"}",
                Optional.of("http://localhost:8484/automations/backup"));
    }
}
