package dev.fettle.check;

import dev.fettle.notation.Wording;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON strictly (RFC 8259: one value, UTF-8, no repeated keys, no NaN), token by token, so
/// that a large file takes no memory; on the way it picks up the values at some JSON pointers.
public final class JsonText {
    /// Most programs that read JSON give up before.
    static final int DEEPEST = 500;

    /// What is kept of one text: a name, or a value that is compared with what it should be. All
    /// other texts are only skipped.
    private static final int LONGEST_KEPT = 1 << 16;

    private static final int LONGEST_MESSAGE = 160;

    /// Where the parser begins to speak of itself.
    private static final List<String> OWN_WORDS =
            List.of(" (`", " (start marker", ": enable `", " (JSON String, Number", " (\\r");

    private static final String BYTE_ORDER_MARK = "code 65279";

    /// Names are not made canonical: the table for that outlives the file, and a file made to hurt
    /// fills it.
    private static final JsonFactory STRICT =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Integer.MAX_VALUE)
                                    .maxNameLength(LONGEST_KEPT)
                                    .maxStringLength(LONGEST_KEPT)
                                    .build())
                    .build();

    /// What stands at the pointers that were found: a scalar's text, where one was asked for.
    ///
    /// @param count how many values there are, those in others among them
    /// @param complete whether the keys of every object could be held against each other
    public record Found(Map<String, Optional<String>> values, long count, boolean complete) {}

    /// A text that is no JSON, and where it stops being some.
    public static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message, null, false, false);
        }
    }

    /// A text of which cannot be said whether it is JSON: a name or a number in it is too long.
    public static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong(String message) {
            super(message, null, false, false);
        }
    }

    private final JsonParser parser;
    private final Map<String, Optional<String>> wanted;
    private final Map<String, Optional<String>> found = new HashMap<>();
    private final JsonEvents events;
    private final JsonNames names = new JsonNames();
    private long count;

    private JsonText(JsonParser parser, Map<String, Optional<String>> wanted, JsonEvents events) {
        this.parser = parser;
        this.wanted = wanted;
        this.events = events;
    }

    /// @param wanted pointers to look for, and the value where one is asked for
    /// @param events is told of each token
    public static Found read(Path file, Map<String, Optional<String>> wanted, JsonEvents events)
            throws IOException, NotJson, TooLong {
        try (var reader = reader(file);
                var parser = STRICT.createParser(ObjectReadContext.empty(), reader)) {
            return new JsonText(parser, wanted, events).read();
        } catch (CharacterCodingException e) {
            throw new NotJson("it is not encoded in UTF-8");
        } catch (StreamConstraintsException e) {
            throw new TooLong(at(e.getLocation()) + said(e.getOriginalMessage()));
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    private static Reader reader(Path file) throws IOException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(Reading.open(file), decoder);
    }

    private Found read() throws NotJson {
        if (parser.nextToken() == null) {
            throw new NotJson("it holds nothing");
        }
        value();
        if (parser.nextToken() != null) {
            throw new NotJson(at(parser.currentTokenLocation()) + "something follows the value");
        }
        return new Found(found, count, names.complete());
    }

    private void value() throws NotJson {
        int depth = 0;
        do {
            var token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > DEEPEST) {
                throw new NotJson(
                        at(parser.currentTokenLocation()) + "nested deeper than " + DEEPEST);
            }
            switch (token) {
                case START_OBJECT -> names.enter();
                case END_OBJECT -> names.leave();
                case PROPERTY_NAME -> refuseRepeated(parser.currentName());
                default -> {}
            }
            events.on(token, parser);
            if (token != JsonToken.PROPERTY_NAME && !token.isStructEnd()) {
                count++;
                note(token);
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    private void refuseRepeated(String name) throws NotJson {
        if (!names.isNew(name)) {
            throw new NotJson(
                    at(parser.currentTokenLocation())
                            + "the key \"%s\" stands there twice".formatted(quoted(name)));
        }
    }

    private static String quoted(String name) {
        return Wording.visible(name.substring(0, Math.min(name.length(), LONGEST_MESSAGE)));
    }

    private void note(JsonToken token) {
        if (wanted.isEmpty()) {
            return;
        }
        var pointer = JsonEvents.pointer(token, parser);
        var value = wanted.get(pointer);
        if (value != null) {
            boolean kept = value.isPresent() && token.isScalarValue();
            found.put(pointer, kept ? Optional.of(parser.getString()) : Optional.empty());
        }
    }

    private static NotJson notJson(JacksonException e) throws IOException {
        if (e.getCause() instanceof CharacterCodingException) {
            return new NotJson("it is not encoded in UTF-8");
        }
        if (e.getCause() instanceof IOException denied) {
            throw denied;
        }
        boolean mark = e.getOriginalMessage().contains(BYTE_ORDER_MARK);
        return new NotJson(
                mark
                        ? "a byte order mark stands in it"
                        : at(e.getLocation()) + said(e.getOriginalMessage()));
    }

    /// A message of the parser without what it says of itself and of its settings; what it quotes
    /// of the file cannot repaint a terminal.
    private static String said(String message) {
        var line = message.lines().findFirst().orElse("").strip();
        int end = Math.min(line.length(), LONGEST_MESSAGE);
        for (var own : OWN_WORDS) {
            int at = line.indexOf(own);
            end = at > 0 ? Math.min(end, at) : end;
        }
        var said = line.substring(0, end);
        return said.isEmpty()
                ? "no JSON"
                : Wording.visible(
                        said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1));
    }

    private static String at(TokenStreamLocation location) {
        return location == null
                ? ""
                : "%d:%d: ".formatted(location.getLineNr(), location.getColumnNr());
    }
}
