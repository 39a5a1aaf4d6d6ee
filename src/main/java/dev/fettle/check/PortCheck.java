package dev.fettle.check;

import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.platform.Reach;
import java.io.IOException;

/// `port: nas.lan:22`: somebody takes connections there, within 5 s.
record PortCheck(String host, int port) implements PlaceCheck {
    @Override
    public String name() {
        return "port";
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
        return Reach.of(host, port)
                .trouble()
                .<Judgement>map(why ->
                        new Judgement.Bad(
                                "unreachable", "a connection to " + place(), "none: " + why))
                .orElse(Judgement.GOOD);
    }

    /// As users write it.
    record Kind() implements CheckKind {
        @Override
        public String name() {
            return "port";
        }

        @Override
        public String says() {
            return "somebody takes connections there: nas.lan:22";
        }

        @Override
        public boolean standsAlone() {
            return false;
        }

        @Override
        public Shape options() {
            return Shape.either(
                    HostAndPort.WITH_PORT,
                    Shape.keys(Key.required("at", HostAndPort.WITH_PORT, "host and port")));
        }

        @Override
        public Check parse(Options options) {
            var place = HostAndPort.at(options, "at");
            return new PortCheck(place.host(), place.port().orElse(1));
        }
    }
}
