package dev.fettle.check.usual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Kinds of histories, as automations of people have them. The parameters of each history are drawn
/// anew.
enum Habit {
    CONSTANT("always the same export, but for a few bytes") {
        @Override
        Generator generator(RandomGenerator random) {
            double bytes = between(random, 500, 50_000);
            double took = between(random, 200, 20_000);
            return n ->
                    table(
                            daily(n, random),
                            bytes + random.nextLong(-3, 4),
                            Math.round(bytes / 50),
                            around(random, took, 0.15));
        }
    },
    GROWING_LOG("a table that gains rows with each run") {
        @Override
        Generator generator(RandomGenerator random) {
            double each = between(random, 5, 500);
            double width = between(random, 30, 120);
            var rows = new double[] {between(random, 1, 100) * each};
            return n -> {
                rows[0] += each * between(random, 0.5, 2);
                return table(
                        daily(n, random),
                        rows[0] * width,
                        Math.round(rows[0]),
                        around(random, 300 + rows[0] / 20, 0.2));
            };
        }
    },
    WEEKLY("little at weekends") {
        @Override
        Generator generator(RandomGenerator random) {
            double rows = between(random, 500, 20_000);
            double part = between(random, 0.05, 0.5);
            return n -> {
                double now = around(random, n % 7 < 5 ? rows : rows * part, 0.15);
                return table(
                        daily(n, random), now * 60, Math.round(now), around(random, 3000, 0.2));
            };
        }
    },
    MONTHLY("twenty times as much once a month") {
        @Override
        Generator generator(RandomGenerator random) {
            double rows = between(random, 100, 2000);
            return n -> {
                double now = around(random, n % 30 == 0 ? rows * 20 : rows, 0.15);
                return table(
                        daily(n, random), now * 60, Math.round(now), around(random, 2500, 0.2));
            };
        }
    },
    HEAVY_TAILS("documents of all sizes, each from its input") {
        @Override
        Generator generator(RandomGenerator random) {
            double least = between(random, 20_000, 200_000);
            double speed = between(random, 100, 5000);
            return _ -> {
                double given = least * Math.pow(1 - random.nextDouble(), -1 / 1.1);
                double bytes = given * between(random, 0.3, 0.6);
                return new Work(
                        true,
                        Optional.empty(),
                        Math.round(given),
                        List.of(Math.round(bytes)),
                        Set.of("PDF"),
                        -1,
                        -1,
                        -1,
                        -1,
                        0,
                        around(random, 150 + given / speed, 0.2));
            };
        }
    },
    SLOW_GROWTH("a dump that grows by a little") {
        @Override
        Generator generator(RandomGenerator random) {
            double rate = between(random, 1.001, 1.01);
            var bytes = new double[] {between(random, 1e6, 1e9)};
            return n -> {
                bytes[0] *= rate;
                double now = around(random, bytes[0], 0.02);
                return one(daily(n, random), now, "archive", around(random, 1000 + now / 1e5, 0.2));
            };
        }
    },
    TWO_KINDS("a small one and a full one by turns") {
        @Override
        Generator generator(RandomGenerator random) {
            double small = between(random, 1e5, 1e6);
            double full = small * between(random, 20, 200);
            int turns = random.nextInt(2, 6);
            return n -> {
                double now =
                        n % turns == 0 ? around(random, full, 0.1) : around(random, small, 0.5);
                return one(daily(n, random), now, "archive", around(random, 500 + now / 1e4, 0.2));
            };
        }
    },
    IMAGES("photographs made smaller") {
        @Override
        Generator generator(RandomGenerator random) {
            double high = between(random, 0, 0.4);
            double other = between(random, 0, 0.1);
            return _ -> {
                boolean turned = random.nextDouble() < high;
                return new Work(
                        true,
                        Optional.empty(),
                        around(random, 4_000_000, 0.4),
                        List.of(around(random, 280_000, 0.35)),
                        Set.of(random.nextDouble() < other ? "PNG" : "JPEG"),
                        -1,
                        -1,
                        turned ? 1067 : 1600,
                        turned ? 1600 : 1067,
                        0,
                        around(random, 900, 0.35));
            };
        }
    },
    SITE("a site of many pages, now and then one more") {
        @Override
        Generator generator(RandomGenerator random) {
            var pages = new ArrayList<Long>();
            for (int n = random.nextInt(20, 300); n > 0; n--) {
                pages.add(around(random, 12_000, 1.2));
            }
            return n -> {
                if (random.nextDouble() < 0.3) {
                    pages.add(around(random, 12_000, 1.2));
                }
                return new Work(
                        true,
                        daily(n, random),
                        0,
                        pages,
                        Set.of("HTML", "JSON"),
                        -1,
                        around(random, 500 + pages.size(), 0.05),
                        -1,
                        -1,
                        random.nextInt(3),
                        around(random, pages.size() * 30.0, 0.3));
            };
        }
    },
    NETWORK("what a slow service gives, as fast as it likes") {
        @Override
        Generator generator(RandomGenerator random) {
            double values = between(random, 50, 5000);
            double took = between(random, 500, 30_000);
            return n -> {
                double now = around(random, values, 0.5);
                return new Work(
                        true,
                        hourly(n, random),
                        0,
                        List.of(Math.round(now * 80)),
                        Set.of("JSON"),
                        -1,
                        Math.round(now),
                        -1,
                        -1,
                        random.nextDouble() < 0.1 ? random.nextInt(1, 4) : 0,
                        around(random, took, 0.7));
            };
        }
    },
    ROTATED("a log that begins anew each week") {
        @Override
        Generator generator(RandomGenerator random) {
            double each = between(random, 50, 5000);
            var rows = new double[1];
            return n -> {
                rows[0] = n % 7 == 0 ? 0 : rows[0];
                rows[0] += around(random, each, 0.3);
                return table(
                        daily(n, random),
                        rows[0] * 90,
                        Math.round(rows[0]),
                        around(random, 2500, 0.2));
            };
        }
    },
    DATABASE("rows that come and go") {
        @Override
        Generator generator(RandomGenerator random) {
            var rows = new double[] {between(random, 1000, 100_000)};
            return n -> {
                rows[0] *= between(random, 0.96, 1.045);
                return new Work(
                        true,
                        daily(n, random),
                        0,
                        List.of(Math.round(rows[0] * 100 / 4096) * 4096),
                        Set.of("SQLite database"),
                        Math.round(rows[0]),
                        -1,
                        -1,
                        -1,
                        0,
                        around(random, 2000 + rows[0] / 20, 0.2));
            };
        }
    },
    NO_OUTPUT("a job of which only time and log are known") {
        @Override
        Generator generator(RandomGenerator random) {
            double took = between(random, 300, 600_000);
            double warnings = between(random, 0, 1.5);
            return n ->
                    new Work(
                            false,
                            daily(n, random),
                            0,
                            List.of(),
                            Set.of(),
                            -1,
                            -1,
                            -1,
                            -1,
                            Math.round(Math.max(0, random.nextGaussian() * warnings)),
                            around(random, took, 0.3));
        }
    };

    private static final Instant BEGINNING = Instant.parse("2026-01-01T02:00:00Z");

    final String words;

    Habit(String words) {
        this.words = words;
    }

    /// One run after another.
    @FunctionalInterface
    interface Generator {
        Work run(int n);
    }

    abstract Generator generator(RandomGenerator random);

    Generator generator(long seed) {
        return generator(new SplittableRandom(seed));
    }

    /// Log-normal.
    private static long around(RandomGenerator random, double middle, double spread) {
        return Math.round(middle * Math.exp(random.nextGaussian() * spread));
    }

    /// As often between 1 and 10 as between 10 and 100.
    private static double between(RandomGenerator random, double least, double most) {
        return least <= 0
                ? random.nextDouble(least, most)
                : least * Math.pow(most / least, random.nextDouble());
    }

    private static Optional<Instant> daily(int n, RandomGenerator random) {
        return Optional.of(
                BEGINNING.plus(Duration.ofDays(n)).plusSeconds(random.nextLong(0, 1800)));
    }

    private static Optional<Instant> hourly(int n, RandomGenerator random) {
        return Optional.of(BEGINNING.plus(Duration.ofHours(n)).plusSeconds(random.nextLong(0, 60)));
    }

    private static Work table(Optional<Instant> at, double bytes, long rows, long took) {
        return new Work(
                true, at, 0, List.of(Math.round(bytes)), Set.of("text"), rows, -1, -1, -1, 0, took);
    }

    private static Work one(Optional<Instant> at, double bytes, String type, long took) {
        return new Work(
                true, at, 0, List.of(Math.round(bytes)), Set.of(type), -1, -1, -1, -1, 0, took);
    }
}
