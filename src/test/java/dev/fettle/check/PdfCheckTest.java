package dev.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.check.image.Pictures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfCheckTest {
    @TempDir private Path temp;
    private Results results;
    private byte[] invoice = new byte[0];

    @BeforeEach
    void results() throws Exception {
        results = Results.in(temp);
        invoice = invoice();
    }

    /// The same, where one of the two families of programs is missing.
    private Results with(String... programs) throws Exception {
        var folder = Files.createDirectories(temp.resolve("bin"));
        for (var program : programs) {
            Files.createSymbolicLink(folder.resolve(program), Path.of("/usr/bin").resolve(program));
        }
        return results.withPath(folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"qpdf pdftotext", "pdfinfo pdftotext"})
    void a_whole_pdf_passes_and_is_held_to_its_pages_and_its_text(String programs)
            throws Exception {
        var here = with(programs.split(" ", -1));
        here.write("a.pdf", invoice);

        assertThat(here.finding("pdf: {pages: 2, text: 'Invoice \\d+'}").detail())
                .contains("a.pdf: good");
        assertThat(here.finding("pdf: {pages: {min: 3}}").detail())
                .contains("a.pdf: 2 pages; expected: at least 3 pages");
        assertThat(here.finding("pdf: {text: Offer}").code()).contains("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qpdf", "pdfinfo pdftotext"})
    void what_was_cut_off_or_spoilt_fails(String programs) throws Exception {
        var here = with(programs.split(" ", -1));
        for (int cut : new int[] {invoice.length / 2, invoice.length - 40, 12}) {
            here.write("a.pdf", Pictures.cut(invoice, cut));
            assertThat(here.finding("pdf").code()).as("cut at %d", cut).contains("truncated");
        }
        var spoilt = invoice.clone();
        spoilt[stream() + 12] ^= 0x55;
        here.write("a.pdf", spoilt);

        var finding = here.finding("pdf");

        assertThat(finding.code()).contains("damaged");
        assertThat(finding.found().orElseThrow()).startsWith("the PDF is damaged: ");
    }

    @Test
    void what_is_no_pdf_fails() throws Exception {
        results.write("a.pdf", "<html>502</html>");
        assertThat(results.finding("pdf").code()).contains("no-pdf");

        results.write("a.pdf", "%PDF-1.4\n1 0 obj\n%%EOF\n");
        assertThat(results.finding("pdf").code()).contains("damaged");
    }

    @Test
    void one_with_a_password_cannot_be_checked() throws Exception {
        var plain = Files.write(temp.resolve("plain.pdf"), invoice);
        assertThat(
                        Pictures.run(
                                "qpdf",
                                "--encrypt",
                                "secret",
                                "secret",
                                "256",
                                "--",
                                plain.toString(),
                                results.file("a.pdf").toString()))
                .isZero();

        assertThat(results.finding("pdf").passed()).isEmpty();
        assertThat(results.finding("pdf").code()).contains("encrypted");
        assertThat(results.finding("valid").warning())
                .contains("not wholly looked at: it cannot be read without its password");
    }

    @Test
    void without_a_program_that_reads_pdfs_it_is_known_beforehand() throws Exception {
        results.write("a.pdf", invoice);

        assertThat(Checks.missingPrograms(Results.parse("pdf: {text: a}"), "/nowhere"))
                .containsExactly(
                        "qpdf or pdfinfo (package qpdf, or poppler-utils)",
                        "pdftotext (package poppler-utils)");
        assertThat(results.withPath("/nowhere").finding("valid").warning())
                .contains(
                        "not wholly looked at: no program here reads PDFs: qpdf or pdfinfo"
                                + " (poppler-utils)");
    }

    private int stream() {
        return new String(invoice, StandardCharsets.ISO_8859_1).indexOf("stream\n") + 7;
    }

    /// Two pages with one compressed content.
    private static byte[] invoice() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(
                    "BT /F1 24 Tf 72 700 Td (Invoice 2026) Tj ET "
                            .getBytes(StandardCharsets.US_ASCII));
        }
        var page =
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R"
                        + " /Resources << /Font << /F1 6 0 R >> >> >>";
        var content =
                "<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
                        .formatted(packed.size(), packed.toString(StandardCharsets.ISO_8859_1));
        var objects =
                new String[] {
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
                    page,
                    page,
                    content,
                    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
                };
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new ArrayList<Integer>();
        for (int i = 0; i < objects.length; i++) {
            places.add(text.length());
            text.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects[i]));
        }
        int table = text.length();
        text.append("xref\n0 7\n0000000000 65535 f \n");
        places.forEach(at -> text.append("%010d 00000 n \n".formatted(at)));
        text.append("trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
