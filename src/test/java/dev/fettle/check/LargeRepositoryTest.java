package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.BackedUp;
import dev.fettle.kit.Keeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Of a repository beyond 2 GB a part is read a day, and so a rotten byte is found in a fortnight.
@Tag("long")
@Tag("long-backups")
@Timeout(900)
class LargeRepositoryTest {
    private static final int PARTS = 14;

    @TempDir private Path place;

    /// Restic's parts go by the first byte of a pack's name: this one's is the last. Borg reads for
    /// a minute, which is more than a part wherever the disk is not slow.
    @ParameterizedTest
    @EnumSource(Keeper.class)
    void one_flipped_byte_is_found_within_fourteen_daily_looks(Keeper keeper) throws Exception {
        var backup = BackedUp.in(place.resolve("backup")).files(280, 8_000_000);
        keeper.make(backup);
        keeper.backUp(backup, backup.source());
        assertThat(bytes(backup)).isGreaterThan(2_000_000_000L);
        BackedUp.flip(keeper == Keeper.RESTIC ? packOfTheLastPart(backup) : largest(backup));
        var clock = new TurnedClock();
        var results = Results.in(place).with(clock);
        var known = Knowledge.NONE;
        Optional<String> code = Optional.empty();
        int looks = 0;

        while (code.isEmpty() && looks < PARTS) {
            var found =
                    results.verdict(known, keeper.check(backup, "restore: 1 file, fresh: 30d"))
                            .findings();
            known = known.with(found);
            code = found.getFirst().code();
            looks++;
            if (code.isEmpty()) {
                assertThat(found.getFirst().detail().orElseThrow())
                        .contains("part %d of 14 of its data read".formatted(looks));
            }
            clock.turn(Duration.ofDays(1));
        }

        assertThat(code).as("after %d looks", looks).contains("damaged");
        assertThat(looks).isEqualTo(keeper == Keeper.RESTIC ? PARTS : 1);
    }

    private static long bytes(BackedUp backup) throws IOException {
        return backup.stored("data").stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private static Path largest(BackedUp backup) throws IOException {
        return backup.stored("data").getFirst();
    }

    private static Path packOfTheLastPart(BackedUp backup) throws IOException {
        return backup.stored("data").stream()
                .filter(pack -> firstByte(pack) % PARTS == PARTS - 1)
                .findFirst()
                .orElseThrow();
    }

    private static int firstByte(Path pack) {
        return Integer.parseInt(pack.getFileName().toString().substring(0, 2), 16);
    }
}
