package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Films and sounds that ffmpeg made.
class MediaCheckTest {
    @TempDir private Path temp;
    private Results results;

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "film.mkv"})
    void a_whole_film_passes_and_one_that_was_cut_off_fails(String name) throws Exception {
        byte[] whole = film(name, true);
        results.write(name, whole);

        assertThat(
                        results.finding("video: {min-duration: 3s, max-width: 160, sound: true}")
                                .detail())
                .contains(name + ": good");
        assertThat(results.finding("valid").warning()).isEmpty();

        results.write(name, Pictures.cut(whole, whole.length * 2 / 3));

        assertThat(results.finding("video").passed()).contains(false);
        assertThat(results.finding("valid").passed()).contains(false);
        assertThat(results.finding("valid").code().orElseThrow()).matches("damaged|truncated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mp3", "a.flac", "a.m4a"})
    void a_whole_sound_passes_and_one_that_was_cut_off_fails(String name) throws Exception {
        byte[] whole = sound(name);
        results.write(name, whole);

        assertThat(results.finding("audio: {min-duration: 3s}").passed()).contains(true);
        assertThat(results.finding("video").code()).contains("no-video");

        results.write(name, Pictures.cut(whole, whole.length * 2 / 3));

        assertThat(results.finding("audio").code().orElseThrow()).matches("damaged|truncated");
    }

    @Test
    void a_frame_whose_sum_is_wrong_is_seen_though_all_comes_out() throws Exception {
        byte[] whole = sound("a.flac");
        for (int i = 0; i < 40; i++) {
            whole[whole.length / 2 + i] ^= 0x55;
        }
        results.write("a.flac", whole);

        assertThat(results.finding("audio").code()).contains("damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "video: {codec: h265} | codec | it is h264; expected: h265",
                "video: {min-duration: 1m} | duration | it lasts 4.0 s; expected: at least 60 s",
                "video: {min-height: 720} | height | it is 120 pixels high; expected: at least 720"
                        + " pixels high",
                "video: {sound: true} | no-audio | there is no sound in it; expected: a film with"
                        + " sound"
            })
    void another_film_than_is_stated_fails(String check, String code, String detail)
            throws Exception {
        results.write("film.mp4", film("film.mp4", false));

        assertThat(results.finding(check).code()).contains(code);
        assertThat(results.finding(check).detail()).contains("film.mp4: " + detail);
    }

    @Test
    void a_page_named_like_a_film_and_one_of_zeros_are_none() throws Exception {
        results.write("film.mp4", "<html>sign in</html>");
        assertThat(results.finding("video").code()).contains("damaged");
        assertThat(results.finding("valid").code()).contains("no-media");
        assertThat(results.withPath("/nowhere").finding("valid").code()).contains("no-media");

        results.write("film.mp4", new byte[50_000]);
        assertThat(results.finding("video").code()).contains("damaged");

        results.write("film.mp4", "");
        assertThat(results.finding("video").code()).contains("empty");
    }

    @Test
    void what_a_file_refers_to_is_not_opened() throws Exception {
        var other = Files.write(temp.resolve("other.mp4"), film("other.mp4", false));
        results.write("list.mp4", "ffconcat version 1.0\nfile '%s'\n".formatted(other));
        assertThat(results.finding("video").passed()).contains(false);

        results.write("list.mp4", "#EXTM3U\n#EXTINF:4,\nhttp://127.0.0.1:1/a.ts\n");
        assertThat(results.finding("video").passed()).contains(false);
    }

    @Test
    void a_recording_of_silence_is_not_heard() throws Exception {
        results.write("a.mp3", sound("a.mp3"));
        assertThat(results.finding("audio: {heard: true}").passed()).contains(true);
        results.write("a.mp3", made("b.mp3", List.of("-f", "lavfi", "-i", "anullsrc=d=4")));

        var finding = results.finding("audio: {heard: true}");

        assertThat(finding.code()).contains("silent");
        assertThat(finding.detail())
                .contains(
                        "a.mp3: it is silent from its beginning to its end; expected: something to hear");
        assertThat(results.finding("audio").passed()).contains(true);
    }

    @Test
    void without_ffmpeg_it_is_known_beforehand_and_valid_warns() throws Exception {
        results.write("a.flac", sound("a.flac"));

        assertThat(Checks.missingPrograms(Results.parse("audio"), "/nowhere"))
                .containsExactly("ffprobe (package ffmpeg)", "ffmpeg");
        assertThat(results.withPath("/nowhere").finding("valid").warning())
                .contains("not wholly looked at: no program here decodes it: ffprobe (ffmpeg)");
    }

    private byte[] film(String name, boolean withSound) throws Exception {
        var words = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc=d=4:s=160x120:r=10"));
        if (withSound) {
            words.addAll(List.of("-f", "lavfi", "-i", "sine=d=4", "-shortest"));
        }
        return made(name, words);
    }

    private byte[] sound(String name) throws Exception {
        return made(name, List.of("-f", "lavfi", "-i", "sine=d=4"));
    }

    private byte[] made(String name, List<String> words) throws Exception {
        var file = temp.resolve("made-" + name);
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(words);
        command.add(file.toString());
        assertThat(Pictures.run(command.toArray(String[]::new))).isZero();
        return Files.readAllBytes(file);
    }
}
