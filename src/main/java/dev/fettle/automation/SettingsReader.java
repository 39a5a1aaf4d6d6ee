package dev.fettle.automation;

import dev.fettle.notation.Node;
import dev.fettle.notation.Problem;
import dev.fettle.notation.ShapeCheck;
import dev.fettle.notation.Size;
import dev.fettle.notation.Source;
import dev.fettle.notation.UserError;
import dev.fettle.notation.YamlReader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `fettle.yaml`. An empty file is a home.
final class SettingsReader {
    private static final int HIGHEST_PORT = 65_535;

    private SettingsReader() {}

    /// @throws UserError with every problem
    static Settings read(String text, HomePaths paths) {
        var source = Source.of("fettle.yaml", text);
        var root = YamlReader.read(source, 1, text);
        if (root.isEmpty()
                || root.get() instanceof Node.Scalar s && s.plain() && s.text().isEmpty()) {
            return Settings.DEFAULT;
        }
        var problems =
                new ArrayList<Problem>(
                        ShapeCheck.problems(source, "", root.get(), SettingsKeys.shape()));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        var keys = (Node.Mapping) root.get();
        var standard = Settings.DEFAULT;
        var settings =
                new Settings(
                        keys.get("web")
                                .map(node -> addresses(node, source, problems))
                                .orElse(standard.web()),
                        keys.text("path").map(paths::searchPath),
                        inner(keys, "versions", "budget").map(Size::at),
                        inner(keys, "history", "days")
                                .map(SettingsReader::days)
                                .orElse(standard.historyAge()),
                        inner(keys, "history", "runs")
                                .map(n -> Integer.parseInt(n.text()))
                                .orElse(standard.historyRuns()),
                        inner(keys, "logs", "days")
                                .map(SettingsReader::days)
                                .orElse(standard.logAge()),
                        inner(keys, "logs", "size").map(Size::at).orElse(standard.logSize()),
                        headings(keys));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return settings;
    }

    private static List<InetSocketAddress> addresses(
            Node node, Source source, List<Problem> problems) {
        var addresses = new ArrayList<InetSocketAddress>();
        for (var each : node.asList()) {
            if (each.text().equals("off")) {
                continue;
            }
            int colon = each.text().lastIndexOf(':');
            int port = Integer.parseInt(each.text().substring(colon + 1));
            if (port > HIGHEST_PORT) {
                problems.add(
                        source.problem(
                                each.mark(),
                                "there is no port " + port,
                                "ports go up to " + HIGHEST_PORT));
                continue;
            }
            var host = each.text().substring(0, colon).replaceAll("[\\[\\]]", "");
            addresses.add(InetSocketAddress.createUnresolved(host, port));
        }
        return addresses;
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
