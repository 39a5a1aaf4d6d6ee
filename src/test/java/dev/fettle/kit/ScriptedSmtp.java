package dev.fettle.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A mail server that answers what it is told to: a real one never fails on demand. It keeps what
/// it accepted.
public final class ScriptedSmtp implements AutoCloseable {
    /// Instead of an answer: nothing, for ever.
    public static final String HANG = "hang";

    /// Instead of an answer: the end of the connection.
    public static final String CUT = "cut";

    private static final Map<String, String> WELL =
            Map.of("greeting", "220 here", "DATA", "354 go on", ".", "250 kept", "QUIT", "221 bye");

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    private final @Nullable SSLContext tls;

    private ScriptedSmtp(int port, @Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public static ScriptedSmtp start() throws IOException {
        return new ScriptedSmtp(0, null);
    }

    public static ScriptedSmtp at(int port) throws IOException {
        return new ScriptedSmtp(port, null);
    }

    /// It knows STARTTLS.
    public static ScriptedSmtp startTls(SSLContext tls) throws IOException {
        var server = new ScriptedSmtp(0, tls);
        server.answer("EHLO", "250-here\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS");
        server.answer("AUTH", "235 welcome");
        server.answer("STARTTLS", "220 go on");
        return server;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// @param to `greeting`, a verb, or `.` for the end of a mail
    public void answer(String to, String answer) {
        answers.put(to, answer);
    }

    public void answerWell() {
        answers.clear();
    }

    /// What was accepted, head and body.
    public List<String> mails() {
        return List.copyOf(mails);
    }

    /// What clients said, verbs with their arguments.
    public List<String> said() {
        return List.copyOf(said);
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket first) {
        var client = first;
        try (first) {
            var in = reader(client);
            boolean goesOn = say(client, "greeting");
            for (var line = in.readLine(); goesOn && line != null; line = in.readLine()) {
                said.add(line);
                var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                goesOn = say(client, verb) && !verb.equals("QUIT");
                if (verb.equals("STARTTLS") && tls != null) {
                    client = secured(client, tls);
                    in = reader(client);
                    said.add("(secured)");
                }
                if (verb.equals("DATA") && answer("DATA").startsWith("354")) {
                    var mail = mail(in);
                    if (mail != null && answer(".").startsWith("250")) {
                        mails.add(mail);
                    }
                    goesOn = mail != null && say(client, ".");
                }
            }
        } catch (IOException e) {
            return; // the client went away
        }
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static Socket secured(Socket client, SSLContext tls) throws IOException {
        var secured =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(client, "localhost", client.getPort(), false);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private String answer(String to) {
        return answers.getOrDefault(to, WELL.getOrDefault(to, "250 ok"));
    }

    private boolean say(Socket client, String to) throws IOException {
        var answer = answer(to);
        if (answer.equals(HANG)) {
            return true;
        }
        if (answer.equals(CUT)) {
            return false;
        }
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    private static @Nullable String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return mail.toString();
            }
            mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var client : open) {
            client.close();
        }
    }
}
