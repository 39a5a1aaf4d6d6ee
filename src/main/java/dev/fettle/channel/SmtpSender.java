package dev.fettle.channel;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// Speaks SMTP. Loaded when there is something to send, and not before.
final class SmtpSender {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration WHOLE_LIMIT = Duration.ofMinutes(2);
    private static final int PERMANENT = 500;

    /// `535 5.7.8 …` at the start, and `response: 554` in what the library says of a greeting.
    private static final Pattern CODE = Pattern.compile("(?:^|response: )([245][0-9]{2})\\b");

    private SmtpSender() {}

    static Delivery send(Email email, Email.Server server, Letter letter, Around around)
            throws InterruptedException {
        try {
            Limited.requireHost(server.host().replaceAll("[\\[\\]]", ""));
            return Limited.call(WHOLE_LIMIT, () -> speak(email, server, letter, around));
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (TimeoutException | IOException e) {
            return Delivery.tryAgain(String.valueOf(e.getMessage()));
        } catch (MessagingException e) {
            return failure(e);
        } catch (Exception e) {
            return Delivery.tryAgain(e.toString());
        }
    }

    private static Delivery speak(Email email, Email.Server server, Letter letter, Around around)
            throws MessagingException {
        var session = Session.getInstance(properties(server, around));
        var mail = new Mail(session, email, letter, around.host());
        var transport = (SMTPTransport) session.getTransport("smtp");
        try {
            var user = server.login().map(Email.Login::user).orElse(null);
            var password = server.login().map(l -> around.secret(l.password())).orElse(null);
            transport.connect(server.host(), server.port(), user, password);
            transport.sendMessage(mail, mail.getAllRecipients());
            return Delivery.delivered(transport.getLastServerResponse().strip());
        } finally {
            close(transport);
        }
    }

    /// The mail is there, or is not: how they part does not matter.
    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            return;
        }
    }

    private static Properties properties(Email.Server server, Around around) {
        var properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", millis(CONNECT_LIMIT));
        properties.put("mail.smtp.timeout", millis(ANSWER_LIMIT));
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.localhost", around.host());
        properties.put("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (server.security()) {
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
            case STARTTLS -> properties.put("mail.smtp.starttls.required", "true");
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
        }
        return properties;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static Delivery failure(MessagingException e) {
        var said = words(e);
        if (e instanceof SendFailedException partly && sent(partly).length > 0) {
            return Delivery.delivered("not to all: " + said);
        }
        boolean refused = codes(e).stream().anyMatch(code -> code >= PERMANENT);
        return refused ? new Delivery.Refused(said) : Delivery.tryAgain(said);
    }

    private static Address[] sent(SendFailedException e) {
        return Optional.ofNullable(e.getValidSentAddresses()).orElse(new Address[0]);
    }

    private static List<Integer> codes(MessagingException e) {
        var codes = new ArrayList<Integer>();
        for (Exception each = e;
                each instanceof MessagingException m;
                each = m.getNextException()) {
            code(m).ifPresent(codes::add);
        }
        return codes;
    }

    private static OptionalInt code(MessagingException e) {
        return switch (e) {
            case SMTPSendFailedException s when s.getReturnCode() > 0 ->
                    OptionalInt.of(s.getReturnCode());
            case SMTPSenderFailedException s -> OptionalInt.of(s.getReturnCode());
            case SMTPAddressFailedException s -> OptionalInt.of(s.getReturnCode());
            default -> {
                var found = CODE.matcher(String.valueOf(e.getMessage()));
                yield found.find()
                        ? OptionalInt.of(Integer.parseInt(found.group(1)))
                        : OptionalInt.empty();
            }
        };
    }

    /// What the server said, where it said something.
    private static String words(MessagingException e) {
        var words = new ArrayList<String>();
        for (Exception each = e; each != null; each = next(each)) {
            var message = String.valueOf(each.getMessage()).strip();
            if (!(each instanceof SendFailedException && message.equals("Invalid Addresses"))
                    && !words.contains(message)) {
                words.add(message);
            }
        }
        var prefix = e instanceof AuthenticationFailedException ? "not logged in: " : "";
        return prefix + String.join("; ", words).replaceAll("\\s+", " ");
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException m ? m.getNextException() : null;
    }
}
