package dev.fettle.automation;

import dev.fettle.channel.Channel;
import dev.fettle.channel.PingUrl;
import dev.fettle.notation.Size;
import dev.fettle.platform.Machine;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `fettle.yaml` says, with every default filled in.
///
/// @param timezone of schedules that state none; empty for the machine's
/// @param web where the page is served; empty for `off`
/// @param path replaces PATH for every automation that does not say its own
/// @param versionBudget bytes for all versions together; empty for the rule's default
/// @param digest when it is sent, as a schedule's text; empty for `off`
/// @param channels by name, in the order in which they stand there
/// @param url how others reach the page; empty for the address at which it is served
/// @param heartbeat who hears from time to time that the daemon is well
public record Settings(
        Optional<ZoneId> timezone,
        List<InetSocketAddress> web,
        Optional<String> path,
        Optional<Size> versionBudget,
        Duration historyAge,
        int historyRuns,
        Duration logAge,
        Size logSize,
        Headings headings,
        Map<String, Channel> channels,
        Optional<String> digest,
        Optional<Quiet> quiet,
        Optional<PingUrl> heartbeat,
        Optional<String> url) {
    public static final InetSocketAddress DEFAULT_WEB =
            InetSocketAddress.createUnresolved("127.0.0.1", 8484);

    public static final Settings DEFAULT =
            new Settings(
                    Optional.empty(),
                    List.of(DEFAULT_WEB),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofDays(400),
                    10_000,
                    Duration.ofDays(90),
                    new Size(1_000_000_000),
                    Headings.DEFAULT,
                    Map.of(),
                    Optional.of("monday at 08:00"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Settings {
        web = List.copyOf(web);
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    }

    /// The time zone of whatever states none.
    public ZoneId zone() {
        return timezone.orElseGet(Machine::timeZone);
    }

    /// A link to a place of the page, for whoever is told of something; empty where none is served
    /// that could be reached.
    public Optional<String> link(String place) {
        return url.or(() -> web.stream().findFirst().map(Settings::address)).map(at -> at + place);
    }

    private static String address(InetSocketAddress served) {
        var host = served.getHostString();
        return "http://%s:%d"
                .formatted(host.contains(":") ? "[" + host + "]" : host, served.getPort());
    }

    /// The three questions that every automation's README answers.
    public record Headings(String depends, String breaks, String mend) {
        public static final Headings DEFAULT =
                new Headings("What it depends on", "What breaks it", "When it breaks");

        public List<String> all() {
            return List.of(depends, breaks, mend);
        }
    }
}
