package dev.fettle.web;

import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import dev.fettle.platform.Ports;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// One address at which the page is served, by Helidon.
///
/// Nothing that Helidon discovers on the class path is wanted: what it does stands here, and it
/// stays small.
final class Listener implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 128;
    private static final int MOST_REQUESTS_AT_ONCE = 16;
    private static final int LONGEST_FIRST_LINE = 2048;
    private static final int LONGEST_HEADERS = 8192;
    private static final int BUFFER = 4096;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofMillis(200);

    private final WebServer server;
    private final InetSocketAddress address;

    private Listener(WebServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    static Listener start(
            InetSocketAddress address,
            Doorkeeper doorkeeper,
            Site site,
            Consumer<Throwable> troubles)
            throws IOException {
        try (var trial = new ServerSocket()) {
            trial.bind(address); // Helidon itself only logs that it got no port
        } catch (SocketException e) {
            throw refused(address, e);
        }
        var server = server(address, new Handling(doorkeeper, site, troubles));
        server.start();
        if (server.port() < 0) {
            server.stop();
            throw refused(address, new BindException("the port is taken"));
        }
        return new Listener(server, new InetSocketAddress(address.getAddress(), server.port()));
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        server.stop();
    }

    /// As one writes it in `fettle.yaml`.
    static String shown(InetSocketAddress address) {
        var host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static WebServer server(InetSocketAddress address, Handling handling) {
        var http =
                Http1ConnectionSelector.builder()
                        .config(
                                Http1Config.builder()
                                        .maxPrologueLength(LONGEST_FIRST_LINE)
                                        .maxHeadersSize(LONGEST_HEADERS)
                                        .buildPrototype())
                        .build();
        var routing =
                HttpRouting.builder()
                        .addFilter(Listener::closeWhereAsked)
                        .any((request, response) -> handling.answer(request, response));
        return WebServer.builder()
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .addConnectionSelector(http)
                .mediaContext(
                        MediaContext.builder()
                                .mediaSupportsDiscoverServices(false)
                                .registerDefaults(false)
                                .build())
                .contentEncoding(
                        ContentEncodingContext.builder()
                                .contentEncodingsDiscoverServices(false)
                                .build())
                .directHandlers(refusals())
                .maxTcpConnections(MOST_CONNECTIONS)
                .maxConcurrentRequests(MOST_REQUESTS_AT_ONCE)
                .maxPayloadSize(0)
                .writeBufferSize(BUFFER)
                .connectionOptions(options -> options.readTimeout(SILENCE))
                .idleConnectionTimeout(SILENCE)
                .shutdownGracePeriod(GRACE)
                .address(address.getAddress())
                .port(address.getPort())
                .routing(routing)
                .build();
    }

    /// What Helidon itself refuses (what is no HTTP, headers too long) it would answer with the
    /// exception's text.
    private static DirectHandlers refusals() {
        var refusals = DirectHandlers.builder();
        for (var type : io.helidon.http.DirectHandler.EventType.values()) {
            refusals.addHandler(
                    type,
                    (request, event, status, headers, message) -> {
                        Reply.SECURITY.forEach(
                                (name, value) -> headers.set(HeaderNames.create(name), value));
                        return io.helidon.http.DirectHandler.TransportResponse.builder()
                                .status(status)
                                .headers(headers)
                                .header(HeaderNames.CONTENT_TYPE, Reply.TEXT)
                                .keepAlive(false)
                                .entity(status.reasonPhrase() + "\n")
                                .build();
                    });
        }
        return refusals.build();
    }

    /// Helidon answers `Connection: close` and keeps the connection open (helidon#12324): whoever
    /// reads to the end would wait for ever.
    private static void closeWhereAsked(
            FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        var wish = request.headers().first(HeaderNames.CONNECTION).orElse("");
        if (wish.toLowerCase(Locale.ROOT).contains("close")) {
            throw new CloseConnectionException("as the client asked");
        }
    }

    private static UserError refused(InetSocketAddress address, SocketException e)
            throws IOException {
        var owner = Ports.listening(address.getPort());
        var why =
                owner.isPresent() && e instanceof BindException
                        ? "the port is taken by " + named(owner.get())
                        : e.getMessage();
        return new UserError(
                "the page cannot be served at %s: %s; free it, or write another `web: HOST:PORT` into fettle.yaml"
                        .formatted(shown(address), why),
                e);
    }

    private static String named(Ports.Owner owner) {
        if (owner.program().isEmpty()) {
            return "a program of user " + owner.uid();
        }
        var program = owner.program().get();
        var name =
                program.arguments().contains("dev.fettle.Main")
                        ? "another fettle"
                        : Wording.visible(program.name());
        return "%s (process %d)".formatted(name, program.pid());
    }

    /// From a request to what goes over the wire.
    private record Handling(Doorkeeper doorkeeper, Site site, Consumer<Throwable> troubles) {
        void answer(ServerRequest request, ServerResponse response) {
            var method = request.prologue().method();
            var reply = reply(request, method.text());
            response.status(Status.create(reply.status(), reply.phrase()));
            Reply.SECURITY.forEach(response::header);
            reply.headers().forEach(response::header);
            response.header(HeaderNames.CONTENT_TYPE, reply.type());
            if (method.equals(Method.HEAD)) {
                response.contentLength(reply.body().length);
                response.send();
            } else {
                response.send(reply.body());
            }
        }

        private Reply reply(ServerRequest request, String method) {
            try {
                var caller =
                        new Doorkeeper.Caller(
                                (InetSocketAddress) request.localPeer().address(),
                                (InetSocketAddress) request.remotePeer().address(),
                                request.headers().values(HeaderNames.HOST),
                                method);
                return doorkeeper
                        .refusal(caller)
                        .orElseGet(() ->
                                site.reply(request.prologue().uriPath().rawPath(), limit(request)));
            } catch (IOException | RuntimeException e) {
                troubles.accept(e);
                return Reply.text(500, "fettle could not answer; its log says why");
            }
        }

        private static Optional<String> limit(ServerRequest request) {
            return request.prologue().query().first("limit").asOptional();
        }
    }
}
