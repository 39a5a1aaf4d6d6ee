package dev.fettle.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.InMemory;
import dev.fettle.publish.Workshop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise 2 when many publish into one folder at once: what lies there afterwards is one run's.
class ManyPublishersTest {
    private static final int AUTOMATIONS = 8;
    private static final int RUNS_OF_EACH = 10;

    private @TempDir(factory = InMemory.class) Path root;

    @Test
    void a_set_of_files_is_one_runs() throws Exception {
        try (var shop = new Workshop(root);
                var threads = Executors.newFixedThreadPool(AUTOMATIONS)) {
            shop.published(files("first"));
            var works = new ArrayList<Future<?>>();
            for (int n = 0; n < AUTOMATIONS; n++) {
                var name = "page" + n;
                works.add(
                        threads.submit(() -> {
                            publishSeveral(shop, name);
                            return name;
                        }));
            }
            for (var work : works) {
                work.get();
            }

            var content = shop.content();
            assertThat(content.keySet()).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(content.values()).containsOnly(content.get("a")).doesNotContain("first");
            for (int n = 0; n < AUTOMATIONS; n++) {
                assertThat(shop.publisher().unfinished("page" + n)).isEmpty();
            }
        }
    }

    private static void publishSeveral(Workshop shop, String name) throws IOException {
        for (int i = 0; i < RUNS_OF_EACH; i++) {
            shop.published(name, files(name + " " + i));
        }
    }

    private static Map<String, String> files(String content) {
        return Map.of("a", content, "b", content, "c", content);
    }
}
