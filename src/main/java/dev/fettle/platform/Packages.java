package dev.fettle.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Debian's packages of programs that people have in their automations.
public final class Packages {
    /// Those that are called otherwise than what they bring: `package: program program`.
    private static final String OTHERWISE =
            """
            borgbackup: borg
            coreutils: sha256sum split
            ffmpeg: ffprobe
            imagemagick: magick convert identify
            inotify-tools: inotifywait
            libimage-exiftool-perl: exiftool
            libvips-tools: vips vipsthumbnail
            libxml2-utils: xmllint
            nodejs: node
            openssh-client: ssh scp sftp
            poppler-utils: pdfinfo pdftotext pdftoppm pdfunite
            postgresql-client: psql pg_dump pg_restore pg_dumpall
            default-mysql-client: mysql mysqldump
            golang-go: go
            python3-pip: pip pip3
            tesseract-ocr: tesseract
            util-linux: flock setpriv
            webp: cwebp dwebp
            xz-utils: xz
            """;

    private static final Path APT = Path.of("/usr/bin/apt-get");

    private Packages() {}

    /// The package of a program that is not called like it.
    public static Optional<String> calledOtherwise(String program) {
        return OTHERWISE
                .lines()
                .map(line -> line.split(": ", 2))
                .filter(parts -> Arrays.asList(parts[1].split(" ")).contains(program))
                .map(parts -> parts[0])
                .filter(name -> !name.equals(program))
                .findFirst();
    }

    /// In words that can be typed where this machine has Debian's packages.
    public static String howToInstall(String program) {
        var name = calledOtherwise(program).orElse(program);
        return (Files.exists(APT) ? "apt-get install %s" : "install the package %s")
                .formatted(name);
    }
}
