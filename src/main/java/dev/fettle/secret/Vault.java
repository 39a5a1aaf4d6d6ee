package dev.fettle.secret;

import dev.fettle.notation.UserError;
import dev.fettle.platform.AtomicFile;
import dev.fettle.platform.FileId;
import dev.fettle.platform.FileLock;
import dev.fettle.store.StateFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The user's secrets in a file of the state folder: AES-256-GCM, its key in a file beside it, both
/// their owner's alone.
///
/// The promise: the file is the old one or the new one, whole, whoever dies and however many write
/// at once. One that is not what this Fettle wrote, or that others may read, is an error, and is
/// left as it is.
///
/// The file: [#MARK], a nonce, and the encrypted entries. The key is made before the first file and
/// never exchanged.
public final class Vault {
    private static final byte[] MARK = "fettle-secrets 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final int OTHERS = 0077;

    private final Path file;
    private final Path key;
    private final Path lock;

    public Vault(StateFolder state) {
        file = state.secrets();
        key = state.secretsKey();
        lock = state.secretsLock();
    }

    /// A secret's name, and when its value was given.
    public record Entry(SecretName name, Instant since) {}

    private record Kept(Secret secret, Instant since) {}

    /// Keeps a secret, in the place of one of its name.
    ///
    /// @throws UserError where the file cannot be read
    public void set(Secret secret, Instant now) throws IOException {
        try (var _ = FileLock.lock(lock)) {
            var all = kept();
            all.put(secret.name(), new Kept(secret, now));
            AtomicFile.write(file, sealed(all.values()));
        }
    }

    /// By name.
    ///
    /// @throws UserError where the file cannot be read
    public List<Entry> entries() throws IOException {
        return kept().values().stream().map(k -> new Entry(k.secret().name(), k.since())).toList();
    }

    /// @throws UserError where the file cannot be read
    SortedMap<SecretName, Secret> secrets() throws IOException {
        var secrets = new TreeMap<SecretName, Secret>();
        kept().forEach((name, each) -> secrets.put(name, each.secret()));
        return secrets;
    }

    private SortedMap<SecretName, Kept> kept() throws IOException {
        var content = content(file);
        if (content.isEmpty()) {
            return new TreeMap<>();
        }
        var bytes = content.get();
        int head = MARK.length + NONCE_BYTES;
        if (bytes.length < head || !Arrays.equals(MARK, Arrays.copyOf(bytes, MARK.length))) {
            throw unreadable("it is damaged, or a newer Fettle wrote it", null);
        }
        try {
            var nonce = Arrays.copyOfRange(bytes, MARK.length, head);
            var cipher = cipher(Cipher.DECRYPT_MODE, knownKey(), nonce);
            return entries(cipher.doFinal(bytes, head, bytes.length - head));
        } catch (GeneralSecurityException e) {
            throw unreadable("it is damaged, or %s is not its key".formatted(key), e);
        }
    }

    private byte[] sealed(Collection<Kept> all) throws IOException {
        var nonce = random(NONCE_BYTES);
        try {
            var sealed = new ByteArrayOutputStream();
            sealed.writeBytes(MARK);
            sealed.writeBytes(nonce);
            sealed.writeBytes(
                    cipher(Cipher.ENCRYPT_MODE, keyForWriting(), nonce).doFinal(plain(all)));
            return sealed.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES in GCM", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(MARK);
        return cipher;
    }

    private static byte[] plain(Collection<Kept> all) throws IOException {
        var plain = new ByteArrayOutputStream();
        var out = new DataOutputStream(plain);
        out.writeInt(all.size());
        for (var each : all) {
            var value = each.secret().bytes();
            out.writeUTF(each.secret().name().text());
            out.writeLong(each.since().toEpochMilli());
            out.writeInt(value.length);
            out.write(value);
        }
        return plain.toByteArray();
    }

    private static SortedMap<SecretName, Kept> entries(byte[] plain) throws IOException {
        var entries = new TreeMap<SecretName, Kept>();
        var in = new DataInputStream(new ByteArrayInputStream(plain));
        for (int left = in.readInt(); left > 0; left--) {
            var name = new SecretName(in.readUTF());
            var since = Instant.ofEpochMilli(in.readLong());
            var value = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            entries.put(name, new Kept(new Secret(name, value), since));
        }
        return entries;
    }

    private byte[] keyForWriting() throws IOException {
        if (content(key).isEmpty()) {
            AtomicFile.write(key, random(KEY_BYTES)); // no file was written with another one yet
        }
        return knownKey();
    }

    private byte[] knownKey() throws IOException {
        var bytes = content(key);
        if (bytes.isEmpty()) {
            throw unreadable("its key %s is missing".formatted(key), null);
        }
        if (bytes.get().length != KEY_BYTES) {
            throw unreadable("its key %s is damaged".formatted(key), null);
        }
        return bytes.get();
    }

    /// Empty where there is no such file.
    private static Optional<byte[]> content(Path path) throws IOException {
        var id = FileId.following(path);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if ((id.get().mode() & OTHERS) != 0) {
            throw new UserError(
                    "%s may be read by others (mode %03o), and whoever did knows what is in it: `chmod 600 %s`, and think of new secrets"
                            .formatted(path, id.get().mode() & 0777, path));
        }
        return Optional.of(Files.readAllBytes(path));
    }

    private UserError unreadable(String why, @Nullable Throwable cause) {
        var message =
                "the secrets in %s cannot be read: %s. It was left as it is; put it back from a copy, or move it away and set each secret anew"
                        .formatted(file, why);
        return cause == null ? new UserError(message) : new UserError(message, cause);
    }

    private static byte[] random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
