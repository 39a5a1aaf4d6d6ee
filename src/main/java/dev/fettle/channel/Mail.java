package dev.fettle.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.stream.Collectors;

/// A letter as a mail: plain text and HTML. Its Message-ID is the letter's own, so that what is
/// sent again is the same mail, and those about the same thing stand in one thread.
final class Mail extends MimeMessage {
    private static final String UTF_8 = "UTF-8";

    private final String id;

    Mail(Session session, Email email, Letter letter, String host) throws MessagingException {
        super(session);
        setFrom(new InternetAddress(email.from().orElse("fettle@" + host)));
        for (var each : email.to()) {
            addRecipient(RecipientType.TO, new InternetAddress(each));
        }
        id = "<" + letter.id() + ">";
        setSubject("[fettle] " + oneLine(letter.subject()), UTF_8);
        setSentDate(Date.from(letter.at()));
        if (!letter.earlier().isEmpty()) {
            setHeader("In-Reply-To", "<" + letter.earlier().getFirst() + ">");
            setHeader(
                    "References",
                    letter.earlier().stream()
                            .map(each -> "<" + each + ">")
                            .collect(Collectors.joining("\r\n ")));
        }
        setHeader("Auto-Submitted", "auto-generated"); // no vacation replies: RFC 3834
        setHeader("List-Id", "<fettle." + host + ">");
        setHeader("X-Fettle-Kind", letter.kind());
        if (letter.automation().isPresent()) {
            setHeader("X-Fettle-Automation", letter.automation().get());
        }
        var plain = new MimeBodyPart();
        plain.setContent(Flowed.of(letter.text()), "text/plain; charset=UTF-8; format=flowed");
        var html = new MimeBodyPart();
        html.setContent(letter.html(), "text/html; charset=UTF-8");
        setContent(new MimeMultipart("alternative", plain, html));
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
