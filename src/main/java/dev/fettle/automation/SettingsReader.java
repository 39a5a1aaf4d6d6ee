package dev.fettle.automation;

import dev.fettle.channel.Channels;
import dev.fettle.channel.PingUrl;
import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.ShapeCheck;
import dev.fettle.notation.Size;
import dev.fettle.notation.Source;
import dev.fettle.notation.UserError;
import dev.fettle.notation.YamlReader;
import dev.fettle.schedule.Schedule;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads `fettle.yaml`. An empty file is a home.
final class SettingsReader {
    private SettingsReader() {}

    /// @throws UserError with every problem, those of the file among them
    static Settings read(TextFile file, HomePaths paths) {
        var source = Source.of(Home.MARK, file.text());
        var problems = new ArrayList<>(file.problems());
        var root = Optional.<Node>empty();
        if (file.isWhole()) {
            try {
                root = YamlReader.read(source, 1, file.text());
            } catch (UserError e) {
                problems.addAll(e.problems());
            }
        }
        boolean isEmpty =
                root.isEmpty()
                        || root.get() instanceof Node.Scalar s && s.plain() && s.text().isEmpty();
        if (!isEmpty) {
            problems.addAll(ShapeCheck.problems(source, "", root.get(), SettingsKeys.shape()));
        }
        if (!problems.isEmpty()) {
            throw new UserError(Problem.inOrder(problems));
        }
        if (isEmpty) {
            return Settings.DEFAULT;
        }
        var settings = settings((Node.Mapping) root.get(), paths, source, problems::add);
        if (!problems.isEmpty()) {
            throw new UserError(Problem.inOrder(problems));
        }
        return settings;
    }

    private static Settings settings(
            Node.Mapping keys, HomePaths paths, Source source, Consumer<Problem> problems) {
        var standard = Settings.DEFAULT;
        return new Settings(
                keys.get("timezone").flatMap(node -> ScheduledReader.zone(node, source, problems)),
                keys.get("web").map(SettingsReader::addresses).orElse(standard.web()),
                keys.text("path").map(paths::searchPath),
                inner(keys, "versions", "budget").map(Size::at),
                inner(keys, "history", "days")
                        .map(SettingsReader::days)
                        .orElse(standard.historyAge()),
                inner(keys, "history", "runs")
                        .map(n -> Integer.parseInt(n.text()))
                        .orElse(standard.historyRuns()),
                inner(keys, "logs", "days").map(SettingsReader::days).orElse(standard.logAge()),
                inner(keys, "logs", "size").map(Size::at).orElse(standard.logSize()),
                headings(keys),
                keys.get("channels")
                        .map(node -> Channels.parse((Node.Mapping) node, source, problems))
                        .orElse(standard.channels()),
                keys.get("digest")
                        .map(node -> digest(node, keys, source, problems))
                        .orElse(standard.digest()),
                keys.get("quiet").flatMap(node -> quiet(node, source, problems)),
                keys.get("heartbeat").flatMap(node -> PingUrl.parse(node, source, problems)),
                keys.text("url").map(text -> text.replaceAll("/+$", "")));
    }

    private static Optional<String> digest(
            Node node, Node.Mapping keys, Source source, Consumer<Problem> problems) {
        if (node.text().equals("off")) {
            return Optional.empty();
        }
        var schedule = new ScheduledReader(source, keys, problems).schedule(node, Optional.empty());
        if (schedule.map(Schedule::isDueAtBoot).orElse(false)) {
            problems.accept(
                    source.problem(
                            node.mark(),
                            "a digest comes at a time, and not at boot",
                            "right would be monday at 08:00, daily at 08:00, or off"));
        }
        return Optional.of(node.text());
    }

    private static List<InetSocketAddress> addresses(Node node) {
        var addresses = new ArrayList<InetSocketAddress>();
        for (var each : node.texts()) {
            if (!each.equals("off")) {
                int colon = each.lastIndexOf(':');
                int port = Integer.parseInt(each.substring(colon + 1));
                var host = each.substring(0, colon).replaceAll("[\\[\\]]", "");
                addresses.add(InetSocketAddress.createUnresolved(host, port));
            }
        }
        return addresses;
    }

    private static Optional<Quiet> quiet(Node node, Source source, Consumer<Problem> problems) {
        var quiet = Quiet.parse(node.text());
        if (quiet.isEmpty()) {
            problems.accept(
                    source.problem(
                            node.mark(),
                            "quiet: from %s to %s is no time at all"
                                    .formatted(quiet.from(), quiet.to()),
                            "leave it out where nothing is held"));
            return Optional.empty();
        }
        return Optional.of(quiet);
    }

    private static Settings.Headings headings(Node.Mapping keys) {
        var standard = Settings.Headings.DEFAULT;
        return new Settings.Headings(
                inner(keys, "headings", "depends").map(Node::text).orElse(standard.depends()),
                inner(keys, "headings", "breaks").map(Node::text).orElse(standard.breaks()),
                inner(keys, "headings", "mend").map(Node::text).orElse(standard.mend()));
    }

    private static Optional<Node> inner(Node.Mapping keys, String outer, String inner) {
        return keys.get(outer).flatMap(node -> ((Node.Mapping) node).get(inner));
    }

    private static Duration days(Node node) {
        return Duration.ofDays(Long.parseLong(node.text()));
    }
}
