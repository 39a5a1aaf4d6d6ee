package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void the_caret_stands_below_the_place() {
        assertThat(problem(7, "check: imgae").text())
                .isEqualTo("f:3:7: wrong; better\n    check: imgae\n          ^");
    }

    @Test
    void the_caret_minds_what_is_shown_longer_or_shorter_than_it_is() {
        assertThat(problem(4, "\ta\u0007b").text())
                .isEqualTo("f:3:4: wrong; better\n    \\ta\\u0007b\n             ^");
        assertThat(problem(3, "😀:x").text()).isEqualTo("f:3:3: wrong; better\n    😀:x\n      ^");
    }

    @Test
    void a_place_behind_the_line_is_its_end() {
        assertThat(problem(50, "ab").text()).isEqualTo("f:3:50: wrong; better\n    ab\n      ^");
    }

    @Test
    void of_a_long_line_the_part_around_the_place_is_shown() {
        assertThat(problem(1, "x".repeat(500)).text())
                .isEqualTo("f:3:1: wrong; better\n    " + "x".repeat(120) + "…\n    ^");
        assertThat(problem(301, "x".repeat(300) + "!" + "y".repeat(300)).text())
                .isEqualTo(
                        "f:3:301: wrong; better\n    …%s!%s…\n    %s^"
                                .formatted("x".repeat(60), "y".repeat(59), " ".repeat(61)));
    }

    @Test
    void an_empty_line_is_not_shown() {
        assertThat(problem(1, "  ").text()).isEqualTo("f:3:1: wrong; better");
    }

    @Test
    void nothing_that_was_written_reaches_the_terminal_as_a_command() {
        var problem = new Problem("\u001b[2J/f", new Mark(3, 1), "", "\"\u0007\"", "");

        assertThat(problem.text()).isEqualTo("\\u001b[2J/f:3:1: \"\\u0007\"");
    }

    @Test
    void problems_are_told_in_the_order_of_the_file() {
        var second = new Problem("f", new Mark(2, 9), "", "b", "");
        var third = new Problem("f", new Mark(10, 1), "", "c", "");
        var first = new Problem("f", new Mark(2, 1), "", "a", "");

        assertThat(Problem.inOrder(List.of(second, third, first)))
                .containsExactly(first, second, third);
    }

    private static Problem problem(int column, String line) {
        return new Problem("f", new Mark(3, column), line, "wrong", "better");
    }
}
