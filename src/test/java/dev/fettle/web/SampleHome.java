package dev.fettle.web;

import dev.fettle.verb.CheckView;
import dev.fettle.verb.RunView;
import dev.fettle.verb.StatusView;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A home as the page sees it, put together by hand.
final class SampleHome implements WebPage.Pages {
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final List<StatusView.Entry> automations = new ArrayList<>();
    private final List<RunView> runs = new ArrayList<>();
    private List<String> recovery = List.of();
    private Optional<IOException> breakage = Optional.empty();

    SampleHome automation(String name, String health, String reason) {
        var last = newest(name);
        automations.add(
                new StatusView.Entry(
                        name,
                        health,
                        reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                        Optional.of("watch"),
                        Optional.empty(),
                        last.map(r ->
                                new StatusView.LastRun(
                                        r.id(), r.outcome().orElseThrow(), r.startedAt())),
                        last.filter(RunView::succeeded)
                                .map(r -> new StatusView.LastGood(r.id(), r.startedAt())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        return this;
    }

    SampleHome succeeded(String id, String automation, String input, String log) {
        var published = file("/site/" + input);
        published.put("replaced", Optional.empty());
        return run(id, automation, "succeeded", "", input, List.of(published), log);
    }

    SampleHome invalid(String id, String automation, String reason, String input) {
        return run(id, automation, "invalid", reason, input, List.of(), "/nowhere/log");
    }

    SampleHome interrupted(String... names) {
        recovery = List.of(names);
        return this;
    }

    void breaks(IOException e) {
        breakage = Optional.of(e);
    }

    private SampleHome run(
            String id,
            String automation,
            String outcome,
            String reason,
            String input,
            List<Map<String, Object>> published,
            String log) {
        boolean good = outcome.equals("succeeded");
        var finding =
                new CheckView(
                        "image",
                        good ? Optional.empty() : Optional.of("truncated"),
                        Optional.of(input),
                        Optional.of(good),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(good ? "good" : reason));
        runs.addFirst(
                new RunView(
                        id,
                        automation,
                        "watch",
                        Optional.empty(),
                        Optional.of(outcome),
                        reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                        OptionalInt.of(0),
                        Optional.of(NOW.minusSeconds(240)),
                        OptionalLong.of(412),
                        1,
                        List.of(file("/inbox/" + input)),
                        published,
                        List.of(finding),
                        log));
        return this;
    }

    private static Map<String, Object> file(String path) {
        var file = new LinkedHashMap<String, Object>();
        file.put("path", path);
        file.put("size", 4_200L);
        file.put("sha256", "c0ffee");
        return file;
    }

    private Optional<RunView> newest(String automation) {
        return runs.stream().filter(r -> r.automation().equals(automation)).findFirst();
    }

    @Override
    public StatusView status() throws IOException {
        if (breakage.isPresent()) {
            throw breakage.get();
        }
        return new StatusView(
                "/home/anna/automations",
                new StatusView.Daemon(true, Optional.of(NOW.minusSeconds(7200))),
                recovery,
                List.of(),
                Optional.empty(),
                new StatusView.Versions(812_000_000, 5_000_000_000L),
                automations);
    }

    @Override
    public List<RunView> runs(int limit) {
        return runs.stream().limit(limit).toList();
    }

    @Override
    public List<RunView> runsOf(String automation, int limit) {
        return runs.stream().filter(r -> r.automation().equals(automation)).limit(limit).toList();
    }

    @Override
    public Optional<RunView> run(String id) {
        return runs.stream().filter(r -> r.id().startsWith(id)).findFirst();
    }

    @Override
    public Instant now() {
        return NOW;
    }
}
