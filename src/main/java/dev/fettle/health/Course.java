package dev.fettle.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// How the incidents of an automation go on from what was seen of it. Pure.
///
/// @param incidents those that are new or changed, each as it is in the end
public record Course(List<Incident> incidents, List<News> news) {
    public Course {
        incidents = List.copyOf(incidents);
        news = List.copyOf(news);
    }

    boolean isNothing() {
        return incidents.isEmpty();
    }

    /// @param newest the automation's open incident, or the one that was closed last
    /// @param signs in the order in which they were to be seen; the last one is how it stands now
    /// @param subject what an incident is called that begins with a sign
    static Course of(
            String automation,
            Optional<Incident> newest,
            List<Sign> signs,
            Supplier<String> ids,
            Function<Sign, String> subject) {
        var course = new Walk(automation, ids, subject, newest);
        for (var sign : signs) {
            course.step(sign);
        }
        if (!signs.isEmpty()) {
            course.repeat(signs.getLast());
        }
        return new Course(List.copyOf(course.changed.values()), course.news);
    }

    /// The next moment at which time alone changes something.
    static Optional<Instant> next(Incident incident, Instant now) {
        if (!incident.isOpen()) {
            return Optional.empty();
        }
        var moments = new ArrayList<Instant>();
        if (incident.isAcknowledged(now)) {
            incident.acknowledgement().flatMap(Acknowledgement::until).ifPresent(moments::add);
        } else {
            incident.repeatAt().ifPresent(moments::add);
        }
        if (incident.isFlapping()) {
            moments.add(incident.lastBad().plus(Incident.CALM));
        }
        return moments.stream().min(Instant::compareTo);
    }

    private static final class Walk {
        private final String automation;
        private final Supplier<String> ids;
        private final Function<Sign, String> subject;
        private final Map<String, Incident> changed = new LinkedHashMap<>();
        private final List<News> news = new ArrayList<>();
        private Optional<Incident> current;

        Walk(
                String automation,
                Supplier<String> ids,
                Function<Sign, String> subject,
                Optional<Incident> newest) {
            this.automation = automation;
            this.ids = ids;
            this.subject = subject;
            this.current = newest;
        }

        void step(Sign sign) {
            if (current.isPresent() && current.get().isOpen()) {
                goOn(current.get(), sign);
            } else if (sign.counts()) {
                begin(sign);
            }
        }

        private void goOn(Incident open, Sign sign) {
            if (sign.isPaused()) {
                news.add(new News.Silenced(become(open.closed(sign.at(), Incident.By.PAUSE))));
            } else if (sign.isBad()) {
                if (sign.run().isPresent()) {
                    become(open.worse(sign.at()));
                }
            } else if (!open.isFlapping()
                    || !sign.at().isBefore(open.lastBad().plus(Incident.CALM))) {
                var closed = become(open.closed(sign.at(), Incident.By.RECOVERY));
                news.add(new News.Recovered(closed, sign.at()));
            }
        }

        private void begin(Sign sign) {
            var before = current.filter(last -> last.isContinuedBy(sign.at()));
            var incident =
                    before.map(last -> last.again(sign))
                            .orElseGet(() ->
                                    Incident.open(
                                            ids.get(), automation, subject.apply(sign), sign));
            news.add(new News.Broke(become(incident), sign));
        }

        void repeat(Sign now) {
            if (current.isEmpty() || !current.get().isOpen()) {
                return;
            }
            var open = current.get();
            boolean due = open.repeatAt().map(at -> !now.at().isBefore(at)).orElse(false);
            if (due && !open.isAcknowledged(now.at())) {
                news.add(new News.Lasts(become(open.repeated(now.at())), now));
            }
        }

        private Incident become(Incident next) {
            if (!current.equals(Optional.of(next))) {
                changed.put(next.id(), next);
                current = Optional.of(next);
            }
            return next;
        }
    }
}
