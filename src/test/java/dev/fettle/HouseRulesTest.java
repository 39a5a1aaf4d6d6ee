package dev.fettle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void the_version_that_is_printed_is_the_version_that_is_built() throws IOException {
        var pom = Files.readString(Path.of(System.getProperty("fettle.root"), "pom.xml"));

        assertThat(pom).contains("<version>" + Main.VERSION + "</version>");
    }
}
