package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// `dns: example.org`, `dns: {name: example.org, is: 93.184.215.14}`: this machine finds an address
/// for a name, and all those that are stated.
record DnsCheck(String host, List<String> addresses) implements PlaceCheck {
    DnsCheck {
        addresses = List.copyOf(addresses);
    }

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public Cost cost() {
        return Cost.RUNS;
    }

    @Override
    public String place() {
        return host;
    }

    @Override
    public Judgement judge(Evidence evidence) {
        try {
            var found =
                    Arrays.stream(InetAddress.getAllByName(host))
                            .map(InetAddress::getHostAddress)
                            .toList();
            var wanted = addresses.stream().map(DnsCheck::plain).toList();
            return found.containsAll(wanted)
                    ? Judgement.GOOD
                    : new Judgement.Bad(
                            "address",
                            "%s at %s".formatted(host, String.join(", ", addresses)),
                            "it is at " + String.join(", ", found));
        } catch (UnknownHostException e) {
            return new Judgement.Bad(
                    "unknown", "an address for " + host, "its name is not known here");
        }
    }

    /// `::1` as it is written in full.
    private static String plain(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /// As users write it.
    record Kind() implements CheckKind {
        private static final Shape NAME =
                Shape.text("^[A-Za-z0-9._-]{1,253}$", "name", "such as example.org");

        private static final Shape ADDRESS =
                Shape.text(
                        "^([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$",
                        "address", "such as 192.0.2.7 or 2001:db8::7");

        @Override
        public String name() {
            return "dns";
        }

        @Override
        public String says() {
            return "this machine finds an address for a name, and those that are stated";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    NAME,
                    Shape.keys(
                            Key.required("name", NAME, "the name"),
                            Key.of(
                                    "is",
                                    Shape.oneOrMore(ADDRESS),
                                    "addresses that must be among those found")));
        }

        @Override
        public Check parse(Options options) {
            return new DnsCheck(
                    options.text("name").or(() -> options.text("")).orElse("localhost"),
                    options.texts("is"));
        }
    }
}
