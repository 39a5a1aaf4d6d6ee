package dev.fettle.check.backup;

import dev.fettle.check.archive.Members;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/// Writes a member into a file.
final class MemberBack implements Members.Taker {
    private final Path file;
    private final long size;
    private Optional<RandomAccessFile> out = Optional.empty();
    private Optional<IOException> denied = Optional.empty();

    MemberBack(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    @Override
    public void take(long at, byte[] bytes, int from, int length) {
        attempt(to -> {
            to.seek(at);
            to.write(bytes, from, length);
        });
    }

    /// What a sparse file ends with may be a gap.
    @Override
    public void end() {
        attempt(to -> {
            to.setLength(size);
            to.close();
        });
    }

    private interface Act {
        void on(RandomAccessFile to) throws IOException;
    }

    private void attempt(Act act) {
        if (denied.isPresent()) {
            return;
        }
        try {
            if (out.isEmpty()) {
                out = Optional.of(new RandomAccessFile(file.toFile(), "rw"));
            }
            act.on(out.get());
        } catch (IOException e) {
            denied = Optional.of(e);
        }
    }

    /// @throws IOException where there was no room for it
    Path file() throws IOException {
        if (denied.isPresent()) {
            throw denied.get();
        }
        return file;
    }
}
