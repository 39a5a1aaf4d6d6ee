package dev.fettle.run;

import static dev.fettle.kit.TestHome.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final int PLENTY = 100;
    private static final Optional<String> OF_ALL = Optional.of("");

    /// The order in which runs came in.
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void an_automation_has_no_more_runs_at_once_than_it_says() throws Exception {
        var places = new Places(PLENTY);
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var full = new CountDownLatch(3); // nobody leaves before three are in
        var threads = new ArrayList<Thread>();
        for (int n = 0; n < 50; n++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var _ = places.take("job", "run", 3, Optional.empty())) {
                                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                                    full.countDown();
                                    full.await();
                                    working.decrementAndGet();
                                    order.add("done");
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(most).hasValue(3);
        assertThat(order).hasSize(50);
    }

    @Test
    void the_runs_of_different_automations_do_not_wait_for_each_other() throws Exception {
        var places = new Places(1);

        try (var _ = places.take("one", "a", 1, Optional.empty());
                var _ = places.take("other", "b", 1, Optional.empty())) {
            assertThat(places.working("one")).containsExactly("a");
            assertThat(places.working("other")).containsExactly("b");
        }
        assertThat(places.working("one")).isEmpty();
    }

    @Test
    void the_bound_that_all_share_is_given_in_turn_so_that_a_heap_holds_up_nobody()
            throws Exception {
        var places = new Places(1);
        var first = places.take("heap", "first", PLENTY, OF_ALL);
        var leave = new Semaphore(0);
        var threads = new ArrayList<Thread>();
        for (var run : List.of("heap 1", "heap 2", "heap 3")) {
            threads.add(waiting(places, "heap", run, PLENTY, OF_ALL, leave));
        }
        threads.add(waiting(places, "single", "single", PLENTY, OF_ALL, leave));

        first.close();
        leave.release(PLENTY);
        for (var thread : threads) {
            thread.join();
        }

        assertThat(order).containsExactlyInAnyOrder("heap 1", "heap 2", "heap 3", "single");
        assertThat(order.indexOf("single")).isLessThanOrEqualTo(1);
    }

    @Test
    void who_gives_up_waiting_takes_nobodys_place() throws Exception {
        var places = new Places(1);
        var first = places.take("job", "first", 1, OF_ALL);
        var leave = new Semaphore(PLENTY);
        var impatient = waiting(places, "job", "impatient", 1, OF_ALL, leave);
        var patient = waiting(places, "job", "patient", 1, OF_ALL, leave);

        impatient.interrupt();
        impatient.join();
        first.close();
        patient.join();

        assertThat(order).containsExactly("patient");
        assertThat(places.working("job")).isEmpty();
        places.take("job", "later", 1, OF_ALL).close();
    }

    @Test
    void a_run_that_was_found_at_work_counts_though_nobody_asked_for_room() throws Exception {
        var places = new Places(PLENTY);
        var found = places.enter("job", "found");
        var leave = new Semaphore(PLENTY);
        assertThat(places.isFull("job", 1)).isTrue();
        var next = waiting(places, "job", "next", 1, Optional.empty(), leave);
        assertThat(order).isEmpty();

        found.close();
        next.join();

        assertThat(order).containsExactly("next");
    }

    @Test
    void runs_that_hang_at_a_mount_keep_no_place_of_those_elsewhere() throws Exception {
        var places = new Places(1);
        var leave = new Semaphore(0);
        try (var _ = places.take("photos", "hangs", PLENTY, Optional.of("/media/camera"))) {
            var same =
                    waiting(
                            places,
                            "films",
                            "same mount",
                            PLENTY,
                            Optional.of("/media/camera"),
                            leave);

            places.take("letters", "elsewhere", PLENTY, OF_ALL).close();

            assertThat(order).isEmpty();
            same.interrupt();
            same.join();
        }
    }

    /// A thread that waits for a place by now, and keeps it until it may leave.
    private Thread waiting(
            Places places,
            String automation,
            String run,
            int parallel,
            Optional<String> shared,
            Semaphore leave) {
        var thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try (var _ = places.take(automation, run, parallel, shared)) {
                                order.add(run);
                                leave.acquire();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
