package dev.fettle.automation;

import dev.fettle.channel.Channels;
import dev.fettle.channel.PingUrl;
import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import java.util.ArrayList;
import java.util.List;

/// The keys of `fettle.yaml`.
public final class SettingsKeys {
    private static final String PORT =
            "([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

    private static final Shape ADDRESS =
            Shape.text(
                    "^(off|([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\]):" + PORT + ")$",
                    "address",
                    "HOST:PORT like 127.0.0.1:8484, with a port up to 65535, or off");

    private static final List<Key> BUILT =
            List.of(
                    Key.of(
                            "timezone",
                            Shape.filled("time zone"),
                            "The time zone of schedules that state none. Default: the machine's."),
                    Key.of(
                            "digest",
                            Shape.filled("schedule"),
                            "When the digest is sent: daily at 08:00, or off. Default: monday at 08:00."),
                    Key.of(
                            "web",
                            Shape.oneOrMore(ADDRESS),
                            "Where the page is served. Default 127.0.0.1:8484."),
                    Key.of(
                            "path",
                            Shape.filled("search path"),
                            "PATH for every automation that states none."),
                    Key.of(
                            "versions",
                            Shape.keys(
                                    Key.of(
                                            "budget",
                                            Shape.size(),
                                            "Room for all versions together.")),
                            "What kept versions may take. Default: 10 % of the file system or 5 GB, the smaller."),
                    Key.of(
                            "logs",
                            Shape.keys(
                                    Key.of("days", new Shape.Whole(1, 36_500), "Default 90."),
                                    Key.of("size", Shape.size(), "Default 1 GB.")),
                            "How long logs stay."),
                    Key.of(
                            "history",
                            Shape.keys(
                                    Key.of("days", new Shape.Whole(1, 36_500), "Default 400."),
                                    Key.of(
                                            "runs",
                                            new Shape.Whole(1, 100_000_000),
                                            "For each automation. Default 10000.")),
                            "How long the history of runs stays."),
                    Key.of(
                            "headings",
                            Shape.keys(
                                    Key.of(
                                            "depends",
                                            Shape.filled("heading"),
                                            "Default: What it depends on."),
                                    Key.of(
                                            "breaks",
                                            Shape.filled("heading"),
                                            "Default: What breaks it."),
                                    Key.of(
                                            "mend",
                                            Shape.filled("heading"),
                                            "Default: When it breaks.")),
                            "The three headings of every README, in your language."),
                    Key.of(
                            "channels",
                            Channels.shape(),
                            "Names, each with a way to reach you: who is told when something breaks."),
                    Key.of(
                            "quiet",
                            Shape.text(Quiet.PATTERN, "span of hours", "22:00-07:00"),
                            "Hours in which only what is urgent (criticality: high) is told; the rest waits."),
                    Key.of(
                            "url",
                            Shape.text(
                                    "^https?://[^\\s/?#]+(/[^\\s?#]*)?$",
                                    "URL",
                                    "https://nas.lan/fettle"),
                            "How others reach the page: for links in alerts. Default: the address of web."),
                    Key.of(
                            "heartbeat",
                            PingUrl.SHAPE,
                            "A ping URL (healthchecks.io's form), called every 5 minutes while all is well with the daemon."));

    private static final List<String> NOT_YET = List.of("pings", "secrets", "credentials");

    private SettingsKeys() {}

    public static Shape.Keys shape() {
        var keys = new ArrayList<>(BUILT);
        NOT_YET.forEach(name -> keys.add(Key.notYet(name)));
        return new Shape.Keys(keys, 0, keys.size());
    }
}
