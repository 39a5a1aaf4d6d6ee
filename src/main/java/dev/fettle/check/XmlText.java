package dev.fettle.check;

import dev.fettle.notation.Wording;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/// Reads XML from end to end, event by event. Nothing outside of the file is ever fetched, entities
/// unfold only so far, and what the parser would have to hold as one piece is bounded.
public sealed interface XmlText {
    record WellFormed(String root) implements XmlText {}

    record Broken(String code, String why) implements XmlText {}

    record Unread(String code, String why) implements XmlText {}

    /// Is told the values in it: of an attribute as `link/@href`, of an element without others in
    /// it by its name.
    @FunctionalInterface
    interface Values {
        Values UNWANTED = (_, _) -> {};

        void see(String place, String value);
    }

    /// @param late whether it is time to stop
    /// @param elements is told the name of each element
    static XmlText read(Path file, BooleanSupplier late, Consumer<String> elements)
            throws IOException, InterruptedException {
        return read(file, late, elements, Values.UNWANTED);
    }

    static XmlText read(Path file, BooleanSupplier late, Consumer<String> elements, Values values)
            throws IOException, InterruptedException {
        try (var in = new Watched(Reading.open(file), late)) {
            var seen = new Seen(in, elements, values);
            parser().parse(new InputSource(in), seen);
            return new WellFormed(seen.root);
        } catch (Watched.Stop e) {
            return e.why;
        } catch (SAXParseException e) {
            return broken(e);
        } catch (SAXException e) {
            return new Broken("no-xml", first(e));
        } catch (CharacterCodingException e) {
            return new Broken("no-xml", "it is not encoded as it says");
        }
    }

    private static SAXParser parser() {
        try {
            var factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature(
                    "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            var parser = factory.newSAXParser();
            for (var limit :
                    List.of(
                            "entityExpansionLimit=64000",
                            "totalEntitySizeLimit=5000000",
                            "maxGeneralEntitySizeLimit=1000000",
                            "elementAttributeLimit=10000",
                            "maxElementDepth=5000",
                            "maxXMLNameLimit=10000")) {
                var parts = limit.split("=", 2);
                parser.setProperty("jdk.xml." + parts[0], parts[1]);
            }
            return parser;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("every JDK reads XML", e);
        }
    }

    private static XmlText broken(SAXParseException e) {
        var said = first(e);
        var place = "%d:%d: ".formatted(e.getLineNumber(), e.getColumnNumber());
        if (said.contains("JAXP0001000")) { // one of the limits above, whichever came first
            return new Broken(
                    "unfolds",
                    place + "its entities, attributes or depth go beyond what anything reads");
        }
        return new Broken("no-xml", place + said);
    }

    private static String first(SAXException e) {
        var line = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        return Wording.visible(line.length() > 200 ? line.substring(0, 200) + "…" : line);
    }

    /// Notes the outermost element, and tells the stream at each event that the parser got on.
    final class Seen extends DefaultHandler {
        private static final int LONGEST_VALUE = 10_000;

        private final Watched in;
        private final Consumer<String> elements;
        private final Values values;
        private final boolean isWanted;
        private final StringBuilder text = new StringBuilder();
        private String root = "";
        private boolean isLeaf;

        private Seen(Watched in, Consumer<String> elements, Values values) {
            this.in = in;
            this.elements = elements;
            this.values = values;
            this.isWanted = !values.equals(Values.UNWANTED);
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) {
            in.gotOn();
            elements.accept(local);
            if (root.isEmpty()) {
                root = local;
            }
            if (isWanted) {
                for (int i = 0; i < attributes.getLength(); i++) {
                    values.see(local + "/@" + attributes.getLocalName(i), attributes.getValue(i));
                }
                text.setLength(0);
                isLeaf = true;
            }
        }

        @Override
        public void endElement(String uri, String local, String name) {
            in.gotOn();
            if (isLeaf) {
                values.see(local, text.toString());
            }
            isLeaf = false;
        }

        @Override
        public void characters(char[] signs, int start, int length) {
            in.gotOn();
            if (isLeaf) {
                text.append(signs, start, Math.min(length, LONGEST_VALUE - text.length()));
            }
        }

        @Override
        public void ignorableWhitespace(char[] text, int start, int length) {
            in.gotOn();
        }

        /// Nothing outside is fetched.
        @Override
        public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(InputStream.nullInputStream());
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    /// Counts what the parser reads between two events: a comment or an attribute without an end
    /// would be held in memory whole.
    final class Watched extends FilterInputStream {
        private static final long LONGEST = 4 << 20;

        private final BooleanSupplier late;
        private long since;

        private Watched(InputStream in, BooleanSupplier late) {
            super(in);
            this.late = late;
        }

        /// Carries it through the parser.
        private static final class Stop extends IOException {
            private static final long serialVersionUID = 1L;

            private final transient Unread why;

            private Stop(String code, String why) {
                super(why);
                this.why = new Unread(code, why);
            }
        }

        private void gotOn() {
            since = 0;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            count(Math.max(0, got));
            return got;
        }

        private void count(int bytes) throws IOException {
            since += bytes;
            if (since > LONGEST) {
                throw new Stop(
                        "too-large", "one piece of it is longer than " + Wording.size(LONGEST));
            }
            if (late.getAsBoolean()) {
                throw new Stop("too-slow", "there was no time to read all of it");
            }
        }
    }
}
