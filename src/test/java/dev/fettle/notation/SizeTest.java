package dev.fettle.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @ParameterizedTest
    @CsvSource({
        "0 B, 0",
        "400 kB, 400000",
        "400KB, 400000",
        "2.5 MB, 2500000",
        "5 GB, 5000000000",
        "1 TB, 1000000000000",
        "1 KiB, 1024",
        "1.5MiB, 1572864",
        "1 GiB, 1073741824",
        "1 TiB, 1099511627776",
        "1.999 B, 1"
    })
    void a_number_and_a_unit_are_a_size(String text, long bytes) {
        assertThat(Size.parse(text)).contains(new Size(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "400",
                "kB",
                "-1 B",
                "400 kb",
                "400 K",
                "1 mB",
                "1,5 MB",
                "1.5.5 MB",
                "1  MB",
                " 1 MB",
                "1 MB ",
                "10 %",
                "1 PB"
            })
    void anything_else_is_none(String text) {
        assertThat(Size.parse(text)).isEmpty();
    }

    @Test
    void what_no_disk_holds_is_as_much_as_can_be_counted() {
        assertThat(Size.parse("999999999999 TiB")).contains(new Size(Long.MAX_VALUE));
    }

    @Test
    void sizes_are_ordered_by_bytes_and_never_negative() {
        assertThat(new Size(1024)).isGreaterThan(new Size(1000));
        assertThatIllegalArgumentException().isThrownBy(() -> new Size(-1));
    }
}
