package dev.fettle.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The recipe's script by hand, as somebody uses it who has no fettle.
class WebImagesRecipeTest {
    private static final Path ROOT = Path.of(System.getProperty("fettle.root"));
    private static final Path RECIPE = ROOT.resolve("recipes/web-images");
    private static final Path SAMPLES = RECIPE.resolve("samples");
    private static final Path UPRIGHT = SAMPLES.resolve("upright/input/pines.jpg");
    private static final Path SMALL = SAMPLES.resolve("small/input/lake.jpg");

    /// Below this a picture differs visibly: unconverted colours of the wide-gamut sample have 26.
    private static final double SAME_PICTURE_DB = 32;

    private static final String IMAGEMAGICK =
            """
            for im in magick convert-im6.q16 /usr/bin/convert convert; do
                command -v "$im" >/dev/null && exec "$im" "$@"
            done
            echo 'needs ImageMagick: apt-get install imagemagick'
            exit 1
            """;

    @TempDir private Path temp;
    private Path inbox;
    private Path folder;

    @BeforeEach
    void inbox_and_folder() throws IOException {
        inbox = Files.createDirectory(temp.resolve("inbox"));
        folder = Files.createDirectory(temp.resolve("folder"));
    }

    @ParameterizedTest
    @CsvSource({
        "magick,upright",
        "magick,small",
        "magick,transparent",
        "magick,wide-gamut",
        "magick,print",
        // No print for vips: what CMYK without a profile looks like is for each tool to guess.
        "vips,upright",
        "vips,small",
        "vips,transparent",
        "vips,wide-gamut"
    })
    void a_sample_comes_out_as_recorded(String tool, String sample) throws Exception {
        var script = script(tool, "jpeg", 1600);
        var input = onlyFileIn(SAMPLES.resolve(sample).resolve("input"));

        assertThat(shrink(script, input).code()).isZero();

        var expected = onlyFileIn(SAMPLES.resolve(sample).resolve("output"));
        var actual = folder.resolve(expected.getFileName());
        assertThat(size(actual)).isEqualTo(size(expected));
        assertThat(psnr(expected, actual)).isGreaterThan(SAME_PICTURE_DB);
    }

    @ParameterizedTest
    @CsvSource({"magick,jpeg,jpg", "magick,webp,webp", "vips,jpeg,jpg", "vips,webp,webp"})
    void an_upright_photograph_is_turned_and_keeps_neither_place_nor_camera(
            String tool, String format, String ending) throws Exception {
        assertThat(identify("%[EXIF:GPSLatitude]", UPRIGHT)).isEqualTo("53/1, 32/1, 30/1");

        assertThat(shrink(script(tool, format, 1600), UPRIGHT).code()).isZero();

        var picture = folder.resolve("pines." + ending);
        assertThat(identify("%m %wx%h", picture))
                .isEqualTo(("webp".equals(format) ? "WEBP" : "JPEG") + " 1066x1600");
        assertThat(identify("%[EXIF:GPS*]", picture)).isEmpty();
        assertThat(Files.readString(picture, StandardCharsets.ISO_8859_1))
                .doesNotContain("Fettle", "2026:07:14", "ICC_PROFILE", "acsp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magick", "vips"})
    void a_small_picture_does_not_grow(String tool) throws Exception {
        assertThat(shrink(script(tool, "webp", 1600), SMALL).code()).isZero();

        assertThat(size(folder.resolve("lake.webp"))).isEqualTo("480x320");
    }

    /// A JPEG ten times too large is decoded at an eighth, which must not be seen in the result.
    @Test
    void what_is_decoded_small_for_speed_looks_the_same() throws Exception {
        assertThat(shrink(script("magick", "jpeg", 200), UPRIGHT).code()).isZero();

        // 133 wide to the letter: decoding at an eighth rounds up once more.
        var slow = temp.resolve("slow.png");
        magick(UPRIGHT.toString(), "-auto-orient", "-resize", "134x200!", slow.toString());
        var quick = folder.resolve("pines.jpg");
        assertThat(size(quick)).isEqualTo("134x200");
        assertThat(psnr(slow, quick)).isGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource({"magick,jpeg", "magick,webp", "vips,jpeg", "vips,webp"})
    void half_a_photograph_is_refused_and_leaves_nothing_behind(String tool, String format)
            throws Exception {
        var whole = Files.readAllBytes(UPRIGHT);
        var half = inbox.resolve("half.jpg");
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));

        var ended = shrink(script(tool, format, 1600), half);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("half.jpg");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Not found</body></html>",
                "<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>",
                "push graphic-context\nviewbox 0 0 9 9\npop graphic-context\n",
                "%!PS-Adobe-3.0\nshowpage\n"
            })
    void what_is_no_photograph_is_refused_whatever_its_name_says(String content) throws Exception {
        for (var tool : tools()) {
            var pretended = Files.writeString(inbox.resolve("photo.jpg"), content);

            var ended = shrink(script(tool, "jpeg", 1600), pretended);

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("not a JPEG, PNG, GIF, WebP, TIFF or HEIC file");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"magick", "vips"})
    void hostile_names_are_names_and_nothing_else(String tool) throws Exception {
        var script = script(tool, "jpeg", 1600);
        // Made by a shell, since a JVM without a UTF-8 locale cannot say some of them.
        var hostile =
                """
                cd "$1" || exit
                for name in 'two words' -rf '$(touch pwned)' '`touch pwned`' "quo'te\\"" ';touch pwned;' \\
                    '10%d' 'a[1]' '@list' 'msl:x' 'jpeg:x' '*' ' ' 'x.y.z' '[Q=1]' 'x[strip]' '(' '!' \\
                    "$(printf 'new\\nline')" "$(printf '\\346\\227\\245\\346\\234\\254')" "$(printf 'latin-\\351')"
                do
                    cp -- "$2" "$name.jpg" || exit
                    "$3" "$name.jpg" "$4" || exit
                    [ -s "$4/$name.jpg" ] || exit
                done
                """;

        var ended =
                run("sh", "-c", hostile, "sh", inbox + "", SMALL + "", script + "", folder + "");

        assertThat(ended.said()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(run("sh", "-c", "ls -A \"$0\" | wc -l", folder.toString()).said().strip())
                .as("21 pictures, one of them with a line break in its name, and nothing else")
                .isEqualTo("22");
        assertThat(run("find", temp.toString(), "-name", "pwned").said()).isEmpty();
    }

    @Test
    void the_photograph_itself_is_never_replaced() throws Exception {
        var photo = Files.copy(SMALL, folder.resolve("lake.jpg"));

        var ended = shrink(script("magick", "jpeg", 1600), photo);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("would replace the photograph itself");
        assertThat(photo).hasSameBinaryContentAs(SMALL);
    }

    @Test
    void another_program_called_convert_is_not_believed() throws Exception {
        var bin = Files.createDirectory(temp.resolve("bin"));
        for (var program : List.of("od", "mv", "rm", "grep")) {
            program(bin, program, "exec /usr/bin/" + program + " \"$@\"");
        }
        program(bin, "convert", "echo 'Usage: convert drive: /fs:ntfs'");
        var script = script("magick", "jpeg", 1600);

        var ended =
                run("env", "PATH=" + bin, script.toString(), SMALL.toString(), folder.toString());

        if (Files.isExecutable(Path.of("/usr/bin/convert"))) {
            assertThat(ended.said()).isEmpty();
            assertThat(size(folder.resolve("lake.jpg"))).isEqualTo("480x320");
        } else {
            assertThat(ended.said()).contains("ImageMagick is not installed");
        }
    }

    @Test
    void every_placeholder_has_its_question_and_every_question_its_placeholder() throws Exception {
        var readme = Files.readString(RECIPE.resolve("README.md"));
        var script = Files.readString(RECIPE.resolve("shrink.sh"));

        assertThat(found("\\{\\{([a-z-]+)}}", readme + script))
                .isEqualTo(found("(?m)^# ask ([a-z-]+): .*\\? (?:\\(.*\\) )?\\[.*]$", readme))
                .containsExactly("format", "inbox", "output", "tool", "width");
        assertThat(script).doesNotContain("FETTLE_");
    }

    @Test
    void the_tour_has_six_photographs_and_a_spoiled_one() throws Exception {
        var made =
                run("sh", ROOT.resolve("src/main/resources/try/photographs.sh") + "", inbox + "");
        assertThat(made.said()).isEmpty();
        assertThat(made.code()).isZero();

        var photographs = filesIn(inbox);
        assertThat(photographs).hasSize(6);
        for (var photograph : photographs) {
            assertThat(identify("%m %[EXIF:GPSLatitudeRef]", photograph)).isEqualTo("JPEG N");
        }
        var spoiled = shrink(script("magick", "jpeg", 1600), inbox.resolve("spoiled/spoiled.jpg"));
        assertThat(spoiled.code()).isEqualTo(1);
        assertThat(spoiled.said()).doesNotContain("no such photograph");
        assertThat(folder).isEmptyDirectory();
    }

    /// The recipe with its questions answered.
    private Path script(String tool, String format, int width) throws Exception {
        assumeTrue(tools().contains(tool), tool + " is not installed");
        var automation = Files.createDirectories(temp.resolve(tool + "-" + format));
        Files.write(automation.resolve("srgb.icc"), Files.readAllBytes(RECIPE.resolve("srgb.icc")));
        var script = automation.resolve("shrink.sh");
        Files.writeString(
                script,
                Files.readString(RECIPE.resolve("shrink.sh"))
                        .replace("{{tool}}", tool)
                        .replace("{{format}}", format)
                        .replace("{{width}}", String.valueOf(width)));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static void program(Path bin, String name, String line) throws IOException {
        var program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static List<String> tools() throws Exception {
        return run("sh", "-c", "command -v vipsthumbnail").code() == 0
                ? List.of("magick", "vips")
                : List.of("magick");
    }

    private Ended shrink(Path script, Path photograph) throws Exception {
        return run(script.toString(), photograph.toString(), folder.toString());
    }

    private static String size(Path picture) throws Exception {
        return identify("%wx%h", picture);
    }

    private static String identify(String format, Path picture) throws Exception {
        return magick(picture.toString(), "-format", format, "info:");
    }

    private static double psnr(Path expected, Path actual) throws Exception {
        var said =
                magick(
                        expected.toString(),
                        actual.toString(),
                        "-metric",
                        "PSNR",
                        "-compare",
                        "-format",
                        "%[distortion]",
                        "info:");
        return "inf".equals(said) ? Double.POSITIVE_INFINITY : Double.parseDouble(said);
    }

    private static String magick(String... arguments) throws Exception {
        var call = new ArrayList<>(List.of("sh", "-c", IMAGEMAGICK, "sh"));
        call.addAll(List.of(arguments));
        var ended = run(call.toArray(new String[0]));
        assertThat(ended.code()).as(ended.said()).isZero();
        return ended.said().strip();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        assertThat(filesIn(folder)).hasSize(1);
        return filesIn(folder).getFirst();
    }

    private static SortedSet<String> found(String pattern, String text) {
        var found = new TreeSet<String>();
        Pattern.compile(pattern).matcher(text).results().forEach(it -> found.add(it.group(1)));
        return found;
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said);
    }

    private record Ended(int code, String said) {}
}
