package dev.fettle.verb;

import dev.fettle.alert.ChannelTrial;
import dev.fettle.automation.Home;
import dev.fettle.channel.Delivery;
import dev.fettle.notation.Suggestion;
import dev.fettle.notation.UserError;
import dev.fettle.notation.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `fettle channel test [NAME]`: whether somebody would be told.
public final class ChannelVerb {
    private ChannelVerb() {}

    /// @param said what the other side answered, or why there was no answer
    public record Tested(String name, boolean delivered, String said) {
        public String words() {
            return "%s: %s"
                    .formatted(
                            name,
                            delivered
                                    ? "a test is on its way (%s)".formatted(Wording.visible(said))
                                    : "not delivered: " + Wording.visible(said));
        }
    }

    /// Whether there is no channel, as far as `fettle.yaml` can be read.
    public static boolean isNobodyTold(Home home) throws IOException {
        try {
            return home.settings().channels().isEmpty();
        } catch (UserError e) {
            return false; // that it is wrong is told elsewhere
        }
    }

    /// @param name empty for all
    /// @throws UserError where there is none of that name
    public static List<Tested> test(Workshop workshop, Optional<String> name)
            throws IOException, InterruptedException {
        var known = workshop.settings().channels().keySet();
        if (known.isEmpty()) {
            throw new UserError(
                    "there is no channel in fettle.yaml, so nobody would be told; add one like\n"
                            + "channels:\n  me: {email: {to: me@example.org, server: smtp://localhost}}");
        }
        if (name.isPresent() && !known.contains(name.get())) {
            throw new UserError(
                    "there is no channel \"%s\"; %s"
                            .formatted(name.get(), Suggestion.didYouMean(name.get(), known)));
        }
        var tested = new ArrayList<Tested>();
        for (var each : name.map(List::of).orElse(List.copyOf(known))) {
            var delivery =
                    ChannelTrial.send(
                            workshop.store(),
                            workshop.state(),
                            workshop.home().root(),
                            workshop.clock(),
                            workshop.settings(),
                            each);
            tested.add(new Tested(each, delivery instanceof Delivery.Delivered, delivery.said()));
        }
        return tested;
    }
}
