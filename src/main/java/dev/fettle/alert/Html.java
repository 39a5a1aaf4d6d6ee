package dev.fettle.alert;

import dev.fettle.alert.Message.Section;

/// A message as a page without anything from elsewhere: mail readers show little more.
final class Html {
    private Html() {}

    static String of(Message message, String host) {
        var body = new StringBuilder();
        body.append("<p><b>").append(escaped(message.lead().strip())).append("</b></p>\n");
        message.sections().forEach(section -> body.append(section(section)));
        message.link()
                .ifPresent(link ->
                        body.append("<p><a href=\"%1$s\">%1$s</a></p>\n".formatted(escaped(link))));
        body.append("<p style=\"color:#777\">fettle on ").append(escaped(host)).append("</p>\n");
        return "<!DOCTYPE html>\n<html><body style=\"font-family:sans-serif\">\n"
                + body
                + "</body></html>\n";
    }

    private static String section(Section section) {
        var text = new StringBuilder();
        if (!section.title().isBlank()) {
            text.append("<h3>").append(escaped(section.title().strip())).append("</h3>\n");
        }
        var body = escaped(section.text().strip());
        if (section.preformatted()) {
            text.append("<pre style=\"background:#f4f4f4;padding:.6em;white-space:pre-wrap\">")
                    .append(escaped(section.text().stripTrailing()))
                    .append("</pre>\n");
        } else {
            text.append("<p style=\"white-space:pre-wrap\">").append(body).append("</p>\n");
        }
        return text.toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
