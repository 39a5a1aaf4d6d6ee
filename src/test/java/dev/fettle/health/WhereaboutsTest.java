package dev.fettle.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.history.KnownFolder;
import dev.fettle.platform.FolderId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Which automations have other names than before. `a1x`: named `a`, in folder 1, with content `x`;
/// a content `-` could not be read.
class WhereaboutsTest {
    private boolean births = true;
    private List<String> alsoNamed = List.of();

    @Test
    void nothing_has_changed() {
        assertThat(moves("a1x b2y", "a1x b2y")).isEmpty();
    }

    @Test
    void a_folder_that_is_new_was_none_before() {
        assertThat(moves("a1x", "a1x b2y")).isEmpty();
    }

    @Test
    void a_folder_is_known_by_its_inode_whatever_is_in_it_now() {
        assertThat(moves("a1x", "b1x")).containsExactly("a>b");
        assertThat(moves("a1x", "b1z")).containsExactly("a>b");
        assertThat(moves("a1x", "b1-")).containsExactly("a>b");
    }

    @Test
    void names_that_differ_in_case_alone_are_others() {
        assertThat(moves("W1x", "w1x")).containsExactly("W>w");
    }

    @Test
    void an_inode_given_out_again_proves_nothing_without_its_birth() {
        births = false;

        assertThat(moves("a1x", "b1y")).isEmpty();
        assertThat(moves("a1x", "b1x")).as("alike").containsExactly("a>b");
    }

    @Test
    void where_the_folder_is_gone_front_matter_and_program_tell() {
        assertThat(moves("a1x", "b2x")).containsExactly("a>b");
        assertThat(moves("a1x", "b2y")).isEmpty();
        assertThat(moves("a1-", "b2-")).isEmpty();
    }

    @Test
    void a_copy_is_no_rename() {
        assertThat(moves("a1x", "a1x b2x")).isEmpty();
        assertThat(moves("a1x", "a3x b1x")).as("the copy has the old name").isEmpty();
        assertThat(moves("a1x", "a3z b2x")).as("edited after it was copied").isEmpty();
    }

    @Test
    void of_two_that_are_alike_nobody_knows_which() {
        assertThat(moves("a1x", "b2x c3x")).isEmpty();
        assertThat(moves("a1x b2x", "c3x")).isEmpty();
        assertThat(moves("a1x b2x", "b2x c3x")).isEmpty();
    }

    @Test
    void the_old_name_may_mean_another_one_at_once() {
        assertThat(moves("a1x", "a2y b1x")).containsExactly("a>b");
    }

    @Test
    void two_exchange_their_names() {
        assertThat(moves("a1x b2y", "b1x a2y")).containsExactlyInAnyOrder("a>b", "b>a");
    }

    @Test
    void three_move_on() {
        assertThat(moves("a1x b2y c3z", "b1x c2y d3z"))
                .containsExactlyInAnyOrder("a>b", "b>c", "c>d");
    }

    @Test
    void a_name_with_a_history_of_its_own_is_contested() {
        assertThat(contested("a1x b2y", "b1x")).containsExactly("a>b");
        assertThat(moves("a1x b2y", "b1x")).isEmpty();
    }

    @Test
    void so_is_one_that_was_never_seen_in_a_folder() {
        alsoNamed = List.of("b");

        assertThat(contested("a1x", "b1x")).containsExactly("a>b");
        assertThat(moves("a1x", "b2x")).as("alike is not enough").isEmpty();
    }

    @Test
    void who_waits_for_a_contested_name_is_contested_too() {
        assertThat(contested("a1x b2y c3z", "b1x c2y")).containsExactlyInAnyOrder("a>b", "b>c");
    }

    @Test
    void a_backup_that_comes_back_is_what_it_was() {
        assertThat(moves("a1x b2x", "a2x")).isEmpty();
        assertThat(contested("a1x b2x", "a2x")).isEmpty();
    }

    @Test
    void a_folder_that_is_seen_under_two_names_is_nowhere_for_certain() {
        assertThat(moves("a1x", "b1x c1x")).isEmpty();
        assertThat(moves("a1x", "a1x b1x")).isEmpty();
    }

    private List<String> moves(String known, String seen) {
        return words(whereabouts(known, seen).moves());
    }

    private List<String> contested(String known, String seen) {
        return words(whereabouts(known, seen).contested());
    }

    private Whereabouts whereabouts(String known, String seen) {
        var before = folders(known);
        var named =
                alsoNamed.isEmpty()
                        ? before.stream().map(KnownFolder::automation).toList()
                        : alsoNamed;
        return Whereabouts.of(before, named, folders(seen));
    }

    private List<KnownFolder> folders(String texts) {
        return List.of(texts.split(" ")).stream().map(this::folder).toList();
    }

    private KnownFolder folder(String text) {
        int inode = Character.digit(text.charAt(1), 10);
        var birth = births ? OptionalLong.of(inode) : OptionalLong.empty();
        var content = Optional.of(text.substring(2)).filter(c -> !c.equals("-"));
        return new KnownFolder(text.substring(0, 1), new FolderId(inode, birth), content);
    }

    private static List<String> words(List<Whereabouts.Move> moves) {
        return moves.stream().map(move -> move.from() + ">" + move.to()).toList();
    }
}
