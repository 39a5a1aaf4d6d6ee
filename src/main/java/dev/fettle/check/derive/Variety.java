package dev.fettle.check.derive;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands at one place many times: how many different values there were of it in each text,
/// and at which host all of them are, where they are addresses.
final class Variety {
    /// With fewer different values in a text, one alone would be no wonder.
    private static final int ENOUGH = 5;

    private static final int MOST_KEPT = 2000;
    private static final int ENOUGH_ADDRESSES = 20;
    private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s]+/");

    private final Set<String> here = new HashSet<>();
    private final Breadth distinct = new Breadth();
    private Optional<String> host = Optional.empty();
    private boolean isOneHost = true;
    private long values;
    private int text;
    private int texts;
    private boolean isOpen;

    /// @param number of the text, which is another for each
    void see(int number, String value) {
        if (value.isBlank()) {
            return;
        }
        if (!isOpen || number != text) {
            close();
            isOpen = true;
            text = number;
            texts++;
        }
        values++;
        if (here.size() < MOST_KEPT) {
            here.add(value.length() > MOST_KEPT ? value.substring(0, MOST_KEPT) : value);
        }
        if (isOneHost) {
            var found = ADDRESS.matcher(value);
            var start = found.lookingAt() ? Optional.of(found.group()) : Optional.<String>empty();
            isOneHost = start.isPresent() && host.map(start.get()::equals).orElse(true);
            host = start;
        }
    }

    private void close() {
        if (isOpen) {
            distinct.add(here.size());
        }
        here.clear();
        isOpen = false;
    }

    /// States what can be stated of several places.
    static void put(Map<String, Object> keys, Map<String, Variety> places, int ofTexts) {
        var distinct = new LinkedHashMap<String, Object>();
        var begins = new LinkedHashMap<String, Object>();
        places.forEach((place, variety) -> {
            variety.least(ofTexts).ifPresent(least -> distinct.put(place, least));
            variety.beginning().ifPresent(start -> begins.put(place, start));
        });
        if (!distinct.isEmpty()) {
            keys.put("distinct", distinct);
        }
        if (!begins.isEmpty()) {
            keys.put("begins", begins);
        }
    }

    /// Half of the fewest different values, where there were several in each of so many texts.
    private Optional<Object> least(int ofTexts) {
        close();
        boolean isVaried = texts == ofTexts && distinct.least() >= ENOUGH;
        return isVaried ? Optional.of(distinct.half()) : Optional.empty();
    }

    /// How each address begins: with its host.
    private Optional<Object> beginning() {
        return isOneHost && values >= ENOUGH_ADDRESSES ? host.map(each -> each) : Optional.empty();
    }
}
