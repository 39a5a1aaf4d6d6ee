package dev.fettle.check;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON strictly (RFC 8259: one value, UTF-8, no repeated keys, no NaN), token by token, so
/// that a large file takes no memory; on the way it picks up the values at some JSON pointers.
final class JsonText {
    static final int DEEPEST = 500;

    private static final JsonFactory STRICT =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /// What stands at the pointers that were found: a scalar's text; nothing for a list or an
    /// object.
    record Found(Map<String, Optional<String>> values) {}

    /// A text that is no JSON, and where it stops being some.
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message, null, false, false);
        }
    }

    private JsonText() {}

    static Found read(Path file, Set<String> pointers) throws IOException, NotJson {
        var found = new HashMap<String, Optional<String>>();
        try (var reader = reader(file);
                var parser = STRICT.createParser(ObjectReadContext.empty(), reader)) {
            if (parser.nextToken() == null) {
                throw new NotJson("it holds nothing");
            }
            value(parser, pointers, found);
            if (parser.nextToken() != null) {
                throw new NotJson(
                        at(parser.currentTokenLocation()) + ": something follows the value");
            }
        } catch (CharacterCodingException e) {
            throw new NotJson("it is not encoded in UTF-8");
        } catch (JacksonException e) {
            throw notJson(e);
        }
        return new Found(found);
    }

    private static NotJson notJson(JacksonException e) throws IOException {
        if (e.getCause() instanceof CharacterCodingException) {
            return new NotJson("it is not encoded in UTF-8");
        }
        if (e.getCause() instanceof IOException denied) {
            throw denied;
        }
        var where = e.getLocation() == null ? "" : at(e.getLocation()) + ": ";
        return new NotJson(where + said(e.getOriginalMessage()));
    }

    /// A message of the parser without what it says of itself.
    private static String said(String message) {
        var line = message.lines().findFirst().orElse("").strip();
        int own = line.indexOf(" (`");
        int start = line.indexOf(" (start marker");
        int end = own > 0 ? own : start > 0 ? start : line.length();
        var said = line.substring(0, Math.min(end, 160));
        return said.isEmpty()
                ? "no JSON"
                : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
    }

    private static String at(TokenStreamLocation location) {
        return "%d:%d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static Reader reader(Path file) throws IOException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(Reading.open(file), decoder);
    }

    private static void value(
            JsonParser parser, Set<String> pointers, Map<String, Optional<String>> found) {
        int depth = 0;
        do {
            var token = parser.currentToken();
            if (!pointers.isEmpty() && token != JsonToken.PROPERTY_NAME && !token.isStructEnd()) {
                note(parser, token, pointers, found);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
    }

    private static void note(
            JsonParser parser,
            JsonToken token,
            Set<String> pointers,
            Map<String, Optional<String>> found) {
        var context =
                token.isStructStart()
                        ? parser.streamReadContext().getParent()
                        : parser.streamReadContext();
        var pointer = context == null ? "" : context.pathAsPointer().toString();
        if (pointers.contains(pointer)) {
            found.put(
                    pointer,
                    token.isScalarValue() ? Optional.of(parser.getString()) : Optional.empty());
        }
    }
}
