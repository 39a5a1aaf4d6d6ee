package dev.fettle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributesTest {

    @TempDir Path folder;

    @Test
    void the_mode_is_taken_over() throws IOException {
        Path old = file("old", "r-xr--r--");
        Path fresh = file("fresh", "rw-------");

        Attributes.adopt(old, fresh);

        assertThat(mode(fresh)).isEqualTo("r-xr--r--");
    }

    @ParameterizedTest
    @MethodSource("dev.fettle.platform.RawNames#all")
    void the_users_own_attributes_are_taken_over(byte[] name) throws IOException {
        Path old = Files.createFile(RawNames.in(folder, name));
        Path fresh = file("fresh", "rw-------");
        assumeTrue(
                Files.getFileStore(old).supportsFileAttributeView("user"),
                "no user attributes here");
        userAttributes(old).write("tag", ByteBuffer.wrap(new byte[] {1, 0, (byte) 0xFF}));
        userAttributes(old).write("empty", ByteBuffer.allocate(0));

        Attributes.adopt(old, fresh);

        ByteBuffer value = ByteBuffer.allocate(10);
        userAttributes(fresh).read("tag", value);
        assertThat(value.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, (byte) 0xFF}));
        assertThat(userAttributes(fresh).list()).containsExactlyInAnyOrder("tag", "empty");
    }

    @Test
    void attributes_reach_a_file_that_nobody_may_write() throws IOException {
        Path old = file("old", "r--r--r--");
        Path fresh = file("fresh", "rw-------");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
        userAttributes(old).write("tag", ByteBuffer.wrap(new byte[] {7}));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("r--r--r--"));

        Attributes.adopt(old, fresh);

        assertThat(mode(fresh)).isEqualTo("r--r--r--");
        assertThat(userAttributes(fresh).list()).containsExactly("tag");
    }

    @Test
    void owner_and_group_are_taken_over_where_that_is_permitted() throws IOException {
        assumeTrue(Machine.uid() == 0, "only root gives files away");
        Path old = file("old", "rw-r-----");
        Files.setAttribute(old, "unix:uid", 12345);
        Files.setAttribute(old, "unix:gid", 54321);
        Files.setAttribute(old, "unix:mode", 06750);
        Path fresh = file("fresh", "rw-------");

        Attributes.adopt(old, fresh);

        FileId adopted = FileId.of(fresh).orElseThrow();
        assertThat(adopted.uid()).isEqualTo(12345);
        assertThat(adopted.gid()).isEqualTo(54321);
        assertThat(adopted.mode() & 07777).isEqualTo(06750);
    }

    @Test
    void the_access_list_is_taken_over() throws Exception {
        Path old = file("old", "rw-r-----");
        Path fresh = file("fresh", "rw-------");
        setAcl("u:12345:rwx,m::rwx", old);

        Attributes.adopt(old, fresh);

        assertThat(acl(fresh)).contains("user:12345:rwx");
        assertThat(acl(fresh)).isEqualTo(acl(old));
    }

    @Test
    void an_access_list_that_the_old_file_had_not_is_taken_away() throws Exception {
        Path staging = Files.createDirectory(folder.resolve("staging"));
        setAcl("d:u:12345:rwx", staging);
        Path fresh = Files.createFile(staging.resolve("fresh"));
        assertThat(acl(fresh)).contains("user:12345");
        Path old = file("old", "rw-r-----");

        Attributes.adopt(old, fresh);

        assertThat(acl(fresh)).isEqualTo(acl(old));
        assertThat(mode(fresh)).isEqualTo("rw-r-----");
    }

    @Test
    void a_staging_folder_makes_files_as_its_destination_does() throws Exception {
        Path destination = Files.createDirectory(folder.resolve("destination"));
        Path staging =
                Files.createDirectory(
                        folder.resolve("staging"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        int group = FileId.of(folder).orElseThrow().gid();
        if (Machine.uid() == 0) {
            group = 54321;
            Files.setAttribute(destination, "unix:gid", group);
        }
        Files.setAttribute(destination, "unix:mode", 02775);

        Attributes.inheritFolder(destination, staging);

        FileId inherited = FileId.of(staging).orElseThrow();
        assertThat(inherited.mode() & 07777).isEqualTo(02700);
        assertThat(FileId.of(Files.createFile(staging.resolve("made"))).orElseThrow().gid())
                .isEqualTo(group);
    }

    @Test
    void a_staging_folder_takes_the_default_access_list_and_stays_closed() throws Exception {
        Path destination = Files.createDirectory(folder.resolve("destination"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), destination);
        setAcl("d:u:12345:rwx", destination);
        Path staging =
                Files.createDirectory(
                        folder.resolve("staging"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));

        Attributes.inheritFolder(linked, staging);

        assertThat(acl(Files.createFile(staging.resolve("made")))).contains("user:12345");
        assertThat(mode(staging)).isEqualTo("rwx------");
    }

    @Test
    void a_destination_that_is_not_there_yet_has_nothing_to_give() throws IOException {
        Path staging = Files.createDirectory(folder.resolve("staging"));
        String before = mode(staging);

        Attributes.inheritFolder(folder.resolve("none"), staging);

        assertThat(mode(staging)).isEqualTo(before);
    }

    @Test
    void a_link_has_nothing_to_give() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        Path fresh = file("fresh", "rw-------");

        Attributes.adopt(link, fresh);

        assertThat(mode(fresh)).isEqualTo("rw-------");
    }

    private static void setAcl(String entry, Path path) throws Exception {
        assumeTrue(
                Programs.find("setfacl", System.getenv("PATH")).isPresent(),
                "setfacl (package acl) is not installed");
        Answer set = run("setfacl", "-m", entry, path.toString());
        assumeTrue(set.exit() == 0, "no access lists on this file system: " + set.error());
    }

    private static String acl(Path path) throws Exception {
        return run("getfacl", "-cnp", path.toString()).output();
    }

    private static Answer run(String... command) throws Exception {
        return Command.run(
                List.of(command), Map.of(), Path.of("/"), Duration.ofSeconds(10), 10_000);
    }

    private Path file(String name, String mode) throws IOException {
        Path file = Files.write(folder.resolve(name), name.getBytes(StandardCharsets.US_ASCII));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static UserDefinedFileAttributeView userAttributes(Path path) {
        return Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    }
}
