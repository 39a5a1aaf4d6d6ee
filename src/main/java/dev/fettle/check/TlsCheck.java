package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// `tls: example.org`, `tls: {host: nas.lan:8443, days: 21}`: the server's certificate is believed,
/// is the host's own, and is good for so many days more.
///
/// @param authorities a file of certificates to believe, instead of those that the JDK does
record TlsCheck(String host, int port, long days, Optional<String> authorities)
        implements PlaceCheck {
    private static final int HTTPS = 443;
    private static final int DAYS = 14;
    private static final int LIMIT_MILLIS = 15_000;

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public String place() {
        return HostAndPort.shown(host, port);
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        var trust = Trust.of(authorities.map(evidence::at));
        var shown = trust.shown();
        try {
            shake(shown);
        } catch (UnknownHostException e) {
            return unreachable("its name is not known");
        } catch (SSLException e) {
            return unreachable("no TLS: " + Reasons.of(e));
        } catch (IOException e) {
            return unreachable(Reasons.of(e));
        }
        var ends =
                shown.chain().stream()
                        .map(X509Certificate::getNotAfter)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(() -> new IOException("the server showed no certificate"))
                        .toInstant();
        return judge(shown, ends, evidence.occasion().clock().now());
    }

    private void shake(Trust.Shown shown) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
            plain.setSoTimeout(LIMIT_MILLIS);
            var layered = shown.context().getSocketFactory().createSocket(plain, host, port, true);
            try (var socket = (SSLSocket) layered) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name is looked at too
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        }
    }

    private Judgement judge(Trust.Shown shown, Instant ends, Instant now) {
        var expected = "a certificate for %s that is good for %d days".formatted(host, days);
        if (!ends.isAfter(now)) {
            return new Judgement.Bad("expired", expected, "it ended on " + Wording.moment(ends));
        }
        if (shown.doubt().isPresent()) {
            return new Judgement.Bad(
                    "untrusted",
                    expected,
                    "it is not believed: " + Wording.visible(why(shown.doubt().get())));
        }
        return ends.isBefore(now.plus(Duration.ofDays(days)))
                ? new Judgement.Bad(
                        "expires",
                        expected,
                        "it ends on %s, in %s"
                                .formatted(
                                        Wording.moment(ends),
                                        Wording.duration(Duration.between(now, ends))))
                : Judgement.GOOD;
    }

    /// The last cause says it in the fewest words of Java's.
    private static String why(Exception e) {
        Throwable each = e;
        while (each.getCause() != null) {
            each = each.getCause();
        }
        return String.valueOf(each.getMessage());
    }

    private Judgement unreachable(String why) {
        return new Judgement.Bad("unreachable", "a TLS connection to " + place(), "none: " + why);
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "tls";
        }

        @Override
        public String says() {
            return "a server's certificate is believed, and good for so many days more";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    HostAndPort.SHAPE,
                    Shape.keys(
                            Key.required(
                                    "host", HostAndPort.SHAPE, "the host; port 443 unless stated"),
                            Key.of(
                                    "days",
                                    new Shape.Whole(0, 10_000),
                                    "for how many days it must be good; 14 where nothing is"
                                            + " stated"),
                            Key.of(
                                    "ca",
                                    Shape.path(),
                                    "a file of certificates (PEM) to believe instead of the usual"
                                            + " ones")));
        }

        @Override
        public Check parse(Options options) {
            var place = HostAndPort.at(options, "host");
            return new TlsCheck(
                    place.host(),
                    place.port().orElse(HTTPS),
                    options.whole("days").orElse(DAYS),
                    options.text("ca"));
        }
    }
}
