package dev.fettle.web;

import dev.fettle.notation.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Which page an address means.
final class Site {
    private static final int RUNS = 20;
    private static final int RUNS_OF_ONE = 50;
    private static final int MOST_RUNS = 1000;
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SVG = "image/svg+xml";

    /// What lies beside the pages, in the folder `web` of the jar.
    private static final Map<String, String> FILES =
            Map.of("fettle.css", CSS, "fettle.js", JAVASCRIPT, "well.svg", SVG, "trouble.svg", SVG);

    private final WebPage.Pages pages;
    private final Consumer<Throwable> troubles;

    Site(WebPage.Pages pages, Consumer<Throwable> troubles) {
        this.pages = pages;
        this.troubles = troubles;
    }

    /// @param rawPath as it stands in the request
    /// @param limit how many runs are asked for
    Reply reply(String rawPath, Optional<String> limit) {
        var forProgram = rawPath.startsWith("/api/");
        try {
            var steps = List.of(rawPath.substring(1).split("/", -1));
            return forProgram ? api(steps, limit) : page(steps);
        } catch (NotThere e) {
            return failed(forProgram, 404, "Not here", String.valueOf(e.getMessage()));
        } catch (UserError e) {
            return failed(forProgram, 500, "Not now", String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            troubles.accept(e);
            return failed(forProgram, 500, "Not now", "Fettle could not answer; its log says why.");
        }
    }

    private Reply page(List<String> steps) throws IOException {
        var look = new Look(pages.now(), ZoneId.systemDefault());
        if (steps.equals(List.of(""))) {
            return html(200, "overview", Overview.of(pages.status(), pages.runs(RUNS), look));
        }
        if (steps.size() == 1 && FILES.containsKey(steps.getFirst())) {
            return file(steps.getFirst());
        }
        if (steps.size() == 2 && steps.getFirst().equals("automations")) {
            return html(200, "automation", automation(decoded(steps.getLast()), look));
        }
        if (steps.size() == 2 && steps.getFirst().equals("runs")) {
            var id = decoded(steps.getLast());
            var run = pages.run(id).orElseThrow(() -> new NotThere(noRun(id)));
            return html(200, "run", RunPage.of(run, look));
        }
        throw new NotThere("There is no page at this address.");
    }

    private Reply api(List<String> steps, Optional<String> limit) throws IOException {
        var asked = steps.subList(1, steps.size());
        if (asked.equals(List.of("v1", "status"))) {
            return Reply.json(200, pages.status());
        }
        if (asked.equals(List.of("v1", "runs"))) {
            var count = limit.isPresent() ? count(limit.get()) : Optional.of(RUNS);
            return count.isPresent()
                    ? Reply.json(200, pages.runs(count.get()))
                    : failed(true, 400, "", "limit is a number from 1 to " + MOST_RUNS);
        }
        if (asked.size() == 3 && asked.subList(0, 2).equals(List.of("v1", "runs"))) {
            var id = decoded(asked.getLast());
            return Reply.json(200, pages.run(id).orElseThrow(() -> new NotThere(noRun(id))));
        }
        throw new NotThere("There is nothing at this address.");
    }

    private AutomationPage automation(String name, Look look) throws IOException {
        var entry =
                pages.status().automations().stream()
                        .filter(e -> e.name().equals(name))
                        .findFirst();
        try {
            var runs = pages.runsOf(name, RUNS_OF_ONE);
            if (entry.isEmpty() && runs.isEmpty()) {
                throw new NotThere("There is no automation \"%s\".".formatted(Look.plain(name)));
            }
            return AutomationPage.of(name, entry, runs, look);
        } catch (UserError e) {
            throw new NotThere(Look.plain(String.valueOf(e.getMessage())));
        }
    }

    private static Reply html(int status, String template, Object page) {
        return Reply.html(status, Templates.render(template, page));
    }

    private static Reply failed(boolean forProgram, int status, String title, String sentence) {
        return forProgram
                ? Reply.json(status, Map.of("error", sentence))
                : html(status, "message", new MessagePage(title, sentence));
    }

    private static Reply file(String name) throws IOException {
        try (InputStream file = Site.class.getResourceAsStream("/web/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks web/" + name);
            }
            return new Reply(
                    200,
                    FILES.getOrDefault(name, "application/octet-stream"),
                    Map.of(),
                    file.readAllBytes());
        }
    }

    private static Optional<Integer> count(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text)).filter(n -> n >= 1 && n <= MOST_RUNS);
    }

    private static String decoded(String step) {
        try {
            return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new NotThere("There is no page at this address.");
        }
    }

    private static String noRun(String id) {
        return "There is no run \"%s\"; it may be too old to be kept.".formatted(Look.plain(id));
    }

    private static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotThere(String message) {
            super(message);
        }
    }
}
