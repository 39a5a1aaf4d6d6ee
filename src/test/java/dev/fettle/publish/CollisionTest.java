package dev.fettle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.automation.Output;
import dev.fettle.automation.Output.Collide;
import dev.fettle.kit.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollisionTest {
    private @TempDir(factory = InMemory.class) Path root;
    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(root);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void two_inputs_that_lie_there_may_not_give_one_name() throws IOException {
        publish(shop.output(), "in/a.png", true, "a.jpg", "of png");

        var second = publish(shop.output(), "in/a.gif", true, "a.jpg", "of gif");

        assertThat(second).isInstanceOf(Publishing.Refused.class);
        var finding = ((Publishing.Refused) second).finding();
        assertThat(finding.code()).contains("taken");
        assertThat(finding.file()).contains("a.jpg");
        assertThat(finding.detail().orElseThrow()).contains("in/a.png");
        assertThat(shop.content()).isEqualTo(Map.of("a.jpg", "of png"));
    }

    @Test
    void the_second_replaces_the_first_once_the_first_input_is_gone() throws IOException {
        publish(shop.output(), "in/a.png", true, "a.jpg", "of png");

        publish(shop.output(), "in/a.gif", false, "a.jpg", "of gif");

        assertThat(shop.content()).isEqualTo(Map.of("a.jpg", "of gif"));
    }

    @Test
    void the_same_input_replaces_its_own_result() throws IOException {
        publish(shop.output(), "in/a.png", true, "a.jpg", "1");
        publish(shop.output(), "in/a.png", true, "a.jpg", "2");

        assertThat(shop.content()).isEqualTo(Map.of("a.jpg", "2"));
    }

    @Test
    void an_undone_result_is_nobodys() throws IOException {
        var run = shop.run();
        var output = shop.output();
        shop.publisher()
                .publish(
                        shop.order(run, output, Path.of("/in/a.png"), _ -> true),
                        shop.staging(run, Map.of("a.jpg", "1")));
        shop.record(run);
        shop.undo().undo(run.seq(), false);

        assertThat(publish(output, "in/a.gif", true, "a.jpg", "2"))
                .isInstanceOf(Publishing.Done.class);
    }

    @Test
    void a_file_of_the_users_own_is_replaced_by_default_and_kept() throws IOException {
        Files.writeString(shop.site.resolve("a.jpg"), "the user's");

        assertThat(publish(shop.output(), "in/a.png", true, "a.jpg", "1"))
                .isInstanceOf(Publishing.Done.class);
    }

    @Test
    void refuse_where_stated_spares_whatever_lies_there() throws IOException {
        Files.writeString(shop.site.resolve("a.jpg"), "the user's");

        assertThat(publish(shop.output(Collide.REFUSE), "in/a.png", false, "a.jpg", "1"))
                .isInstanceOf(Publishing.Refused.class);
        assertThat(shop.content()).isEqualTo(Map.of("a.jpg", "the user's"));
    }

    @Test
    void number_finds_a_free_name_and_keeps_it_for_the_input() throws IOException {
        Files.writeString(shop.site.resolve("a.jpg"), "the user's");
        var number = shop.output(Collide.NUMBER);

        publish(number, "in/a.png", true, "a.jpg", "png");
        publish(number, "in/a.gif", true, "a.jpg", "gif");
        publish(number, "in/a.png", true, "a.jpg", "png again");
        publish(number, "in/a.gif", true, "a.jpg", "gif again");

        assertThat(shop.content())
                .isEqualTo(
                        Map.of(
                                "a.jpg", "the user's",
                                "a-2.jpg", "png again",
                                "a-3.jpg", "gif again"));
    }

    @Test
    void numbers_go_before_the_extension() {
        assertThat(Names.numbered(Path.of("/x/site.tar.gz"), 2)).hasToString("/x/site-2.tar.gz");
        assertThat(Names.numbered(Path.of("/x/photo.jpg"), 3)).hasToString("/x/photo-3.jpg");
        assertThat(Names.numbered(Path.of("/x/.profile"), 2)).hasToString("/x/.profile-2");
        assertThat(Names.numbered(Path.of("/x/README"), 2)).hasToString("/x/README-2");
    }

    private Publishing publish(
            Output output, String origin, boolean stillLies, String name, String text)
            throws IOException {
        var run = shop.run();
        var staging = shop.staging(run, Map.of(name, text));
        var publishing =
                shop.publisher()
                        .publish(
                                shop.order(
                                        run, output, Path.of("/").resolve(origin), _ -> stillLies),
                                staging);
        shop.record(run);
        return publishing;
    }
}
