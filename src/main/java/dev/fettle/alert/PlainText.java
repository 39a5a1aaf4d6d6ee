package dev.fettle.alert;

import dev.fettle.alert.Message.Section;

/// A message as plain text: what is new comes first.
final class PlainText {
    private PlainText() {}

    static String of(Message message, String host) {
        var text = new StringBuilder(message.lead().strip()).append("\n");
        for (var section : message.sections()) {
            text.append('\n').append(section(section));
        }
        message.link().ifPresent(link -> text.append('\n').append(link).append('\n'));
        return text.append("\nfettle on ").append(host).append('\n').toString();
    }

    private static String section(Section section) {
        var title = section.title().strip();
        var body = section.text().stripTrailing();
        var text = new StringBuilder();
        if (!title.isEmpty()) {
            text.append(title).append('\n').append("-".repeat(Math.min(title.length(), 70)));
            text.append('\n');
        }
        if (section.preformatted()) {
            body.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        } else {
            text.append(body.strip()).append('\n');
        }
        return text.toString();
    }
}
