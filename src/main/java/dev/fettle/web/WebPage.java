package dev.fettle.web;

import dev.fettle.notation.UserError;
import dev.fettle.platform.Machine;
import dev.fettle.verb.RunView;
import dev.fettle.verb.StatusView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The page, being served: read-only, on this machine alone, for the daemon's own user.
public final class WebPage implements AutoCloseable {
    private final List<Listener> listeners;

    private WebPage(List<Listener> listeners) {
        this.listeners = listeners;
    }

    /// What the pages show, asked anew for each of them.
    public interface Pages {
        StatusView status() throws IOException;

        /// Newest first.
        List<RunView> runs(int limit) throws IOException;

        /// Newest first.
        List<RunView> runsOf(String automation, int limit) throws IOException;

        /// The run of this id, or of this beginning of one.
        Optional<RunView> run(String id) throws IOException;

        Instant now();
    }

    /// Returns once the page can be read at each of the addresses.
    ///
    /// @param addresses unresolved; none where no page is wanted
    /// @param troubles told of each error that a reader was not shown
    /// @throws UserError where an address is taken, cannot be had or lies beyond this machine
    public static WebPage start(
            List<InetSocketAddress> addresses, Pages pages, Consumer<Throwable> troubles)
            throws IOException {
        var resolved = new ArrayList<InetSocketAddress>();
        for (var address : addresses) {
            resolved.add(onThisMachine(address));
        }
        var site = new Site(pages, troubles);
        var page = new WebPage(new ArrayList<>());
        ServerLog.silence();
        try {
            for (var address : resolved) {
                var doorkeeper = new Doorkeeper(Machine.uid(), address.getHostString());
                page.listeners.add(Listener.start(address, doorkeeper, site, troubles));
            }
            ServerLog.sendTo(troubles);
            return page;
        } catch (IOException | RuntimeException e) {
            page.close();
            throw e;
        }
    }

    /// Where it can be read: the ports that were given where 0 was asked for.
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
    }

    private static InetSocketAddress onThisMachine(InetSocketAddress address) {
        var host = address.getHostString();
        try {
            for (var each : InetAddress.getAllByName(host)) {
                if (!each.isLoopbackAddress()) {
                    throw new UserError(
                            "the page cannot be served at %s: beyond this machine a token is demanded, which this version cannot do yet; use 127.0.0.1:%d"
                                    .formatted(Listener.shown(address), address.getPort()));
                }
            }
            return new InetSocketAddress(host, address.getPort());
        } catch (UnknownHostException e) {
            throw new UserError(
                    "the page cannot be served at %s: there is no host of this name; use 127.0.0.1:%d"
                            .formatted(Listener.shown(address), address.getPort()),
                    e);
        }
    }
}
