package dev.fettle.daemon;

import dev.fettle.automation.Reading;
import dev.fettle.health.Awake;
import dev.fettle.health.IncidentLook;
import dev.fettle.health.Vigil;
import dev.fettle.platform.Bell;
import dev.fettle.platform.Rounds;
import dev.fettle.verb.DigestVerb;
import dev.fettle.verb.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks what a record means as soon as it is there, and from time to time what time has changed.
/// Many records in a row are looked at together.
final class IncidentWatch implements AutoCloseable {
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(30);
    private static final Duration AT_LEAST = Duration.ofSeconds(1);
    private static final Duration DIGEST = Duration.ofSeconds(30);
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final Workshop workshop;
    private final Vigil vigil;
    private final Bell wanted = new Bell();
    private final Rounds rounds;
    private final Runnable told;
    private long nextDigest = Long.MIN_VALUE;
    private volatile Optional<String> settingsTrouble = Optional.empty();

    /// @param told what is done where there may be something to tell
    IncidentWatch(Workshop workshop, Consumer<Throwable> trouble, Runnable told) {
        this.workshop = workshop;
        this.told = told;
        var look = new IncidentLook(workshop.store(), workshop.clock(), workshop::settings);
        this.vigil =
                new Vigil(
                        look,
                        workshop.sights(),
                        new Awake(workshop.store(), workshop.clock()),
                        workshop.clock());
        // It looks at folders, and one that hangs there must not hang others.
        this.rounds =
                new Rounds(
                        Thread.ofPlatform().daemon().name("incidents"),
                        workshop.clock(),
                        trouble,
                        this::look);
    }

    void start() {
        workshop.desk().whenOver(_ -> wake());
        wake();
        rounds.start();
    }

    /// These are the home's definitions now.
    void become(List<Reading> readings) {
        vigil.become(readings);
        wake();
    }

    /// `fettle.yaml` cannot be read; empty where it can.
    void settingsTrouble(Optional<String> why) {
        settingsTrouble = why;
        wake();
    }

    /// Somebody changed how things stand: all are looked at.
    void lookAnew() {
        vigil.lookAnew();
        wake();
    }

    void wake() {
        wanted.ring();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void look() throws IOException, InterruptedException {
        var _ = wanted.rest(untilNext());
        var root = workshop.home().root();
        vigil.homeTrouble(
                Files.isDirectory(root)
                        ? settingsTrouble
                        : Optional.of("the home's folder is gone: " + root));
        vigil.look();
        if (workshop.clock().nanos() >= nextDigest) {
            nextDigest = workshop.clock().nanos() + DIGEST.toNanos();
            new DigestVerb(workshop).sendWhereDue();
        }
        told.run();
        if (wanted.hasRung()) {
            workshop.clock().sleep(TOGETHER);
        }
    }

    private Duration untilNext() {
        var next = vigil.untilNext();
        if (next.compareTo(AT_LEAST) < 0) {
            return AT_LEAST;
        }
        return next.compareTo(LOOK_ANYWAY) < 0 ? next : LOOK_ANYWAY;
    }
}
