package dev.fettle.daemon;

import dev.fettle.notation.Json;
import dev.fettle.notation.JsonReader;
import dev.fettle.platform.PathBytes;
import dev.fettle.verb.RunVerb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What verbs and the daemon say to each other over its socket: one JSON object a line.
record Message(Map<String, @Nullable Object> members) {
    static Message parse(String line) {
        return new Message(JsonReader.object(line));
    }

    static String run(RunVerb.Question question) {
        var members = new LinkedHashMap<String, Object>();
        members.put("verb", "run");
        members.put("automation", question.automation());
        members.put("inputs", question.inputs().stream().map(Message::encoded).toList());
        members.put("all", question.all());
        members.put("dry", question.dry());
        members.put("noWait", question.noWait());
        question.due().ifPresent(due -> members.put("due", due));
        return Json.line(members);
    }

    static String of(String name, Object value) {
        return Json.line(Map.of(name, value));
    }

    String text(String name) {
        return String.valueOf(members.get(name));
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        if (members.get(name) instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }

    RunVerb.Question question() {
        var inputs = texts("inputs").stream().map(Message::decoded).toList();
        return new RunVerb.Question(
                text("automation"),
                inputs,
                flag("all"),
                flag("dry"),
                flag("noWait"),
                has("due") ? Optional.of(text("due")) : Optional.empty());
    }

    /// Names are bytes, which JSON cannot hold as they are.
    private static String encoded(Path path) {
        return Base64.getEncoder().encodeToString(PathBytes.of(path));
    }

    private static Path decoded(String text) {
        return PathBytes.path(Base64.getDecoder().decode(text));
    }
}
