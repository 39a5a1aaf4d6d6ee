package dev.fettle.platform;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// What the kernel denied, with its own name for it: `…/site: No space left on device (ENOSPC)`.
///
/// The three denials for which Java has a class of its own come as that class, so that callers need
/// to know one kind of absence only.
public final class Errno extends FileSystemException {

    private static final long serialVersionUID = 1;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int EMFILE = 24;
    static final int ENOSPC = 28;
    static final int ERANGE = 34;
    static final int ENOSYS = 38;
    static final int ENODATA = 61;
    static final int EOPNOTSUPP = 95;

    /// Those that are met on files and processes; the numbers are the same on all machines that
    /// Linux's generic table covers, x86 and ARM among them.
    private static final Map<Integer, String> TEXTS =
            Map.ofEntries(
                    Map.entry(EPERM, "Operation not permitted (EPERM)"),
                    Map.entry(ENOENT, "No such file or directory (ENOENT)"),
                    Map.entry(3, "No such process (ESRCH)"),
                    Map.entry(EINTR, "Interrupted system call (EINTR)"),
                    Map.entry(5, "Input/output error (EIO)"),
                    Map.entry(7, "Argument list too long (E2BIG)"),
                    Map.entry(8, "Exec format error (ENOEXEC)"),
                    Map.entry(9, "Bad file descriptor (EBADF)"),
                    Map.entry(10, "No child processes (ECHILD)"),
                    Map.entry(EAGAIN, "Resource temporarily unavailable (EAGAIN)"),
                    Map.entry(12, "Cannot allocate memory (ENOMEM)"),
                    Map.entry(EACCES, "Permission denied (EACCES)"),
                    Map.entry(14, "Bad address (EFAULT)"),
                    Map.entry(16, "Device or resource busy (EBUSY)"),
                    Map.entry(EEXIST, "File exists (EEXIST)"),
                    Map.entry(EXDEV, "Invalid cross-device link (EXDEV)"),
                    Map.entry(ENOTDIR, "Not a directory (ENOTDIR)"),
                    Map.entry(21, "Is a directory (EISDIR)"),
                    Map.entry(EINVAL, "Invalid argument (EINVAL)"),
                    Map.entry(23, "Too many open files in system (ENFILE)"),
                    Map.entry(EMFILE, "Too many open files (EMFILE)"),
                    Map.entry(26, "Text file busy (ETXTBSY)"),
                    Map.entry(27, "File too large (EFBIG)"),
                    Map.entry(ENOSPC, "No space left on device (ENOSPC)"),
                    Map.entry(30, "Read-only file system (EROFS)"),
                    Map.entry(31, "Too many links (EMLINK)"),
                    Map.entry(ERANGE, "Numerical result out of range (ERANGE)"),
                    Map.entry(36, "File name too long (ENAMETOOLONG)"),
                    Map.entry(37, "No locks available (ENOLCK)"),
                    Map.entry(ENOSYS, "Function not implemented (ENOSYS)"),
                    Map.entry(39, "Directory not empty (ENOTEMPTY)"),
                    Map.entry(40, "Too many levels of symbolic links (ELOOP)"),
                    Map.entry(ENODATA, "No data available (ENODATA)"),
                    Map.entry(EOPNOTSUPP, "Operation not supported (EOPNOTSUPP)"),
                    Map.entry(107, "Transport endpoint is not connected (ENOTCONN)"),
                    Map.entry(110, "Connection timed out (ETIMEDOUT)"),
                    Map.entry(112, "Host is down (EHOSTDOWN)"),
                    Map.entry(113, "No route to host (EHOSTUNREACH)"),
                    Map.entry(116, "Stale file handle (ESTALE)"),
                    Map.entry(122, "Disk quota exceeded (EDQUOT)"));

    private final int number;

    private Errno(String file, int number) {
        super(file, null, text(number));
        this.number = number;
    }

    /// The exception for an error number that a call on `path` answered.
    static FileSystemException of(int number, Path path) {
        String file = PathBytes.shown(path);
        return switch (number) {
            case ENOENT -> new NoSuchFileException(file, null, text(number));
            case EEXIST -> new FileAlreadyExistsException(file, null, text(number));
            case EACCES -> new AccessDeniedException(file, null, text(number));
            default -> new Errno(file, number);
        };
    }

    /// The same for a call that has no file: `what` says what was tried.
    static Errno of(int number, String what) {
        return new Errno(what, number);
    }

    /// The kernel's number.
    public int number() {
        return number;
    }

    private static String text(int number) {
        return TEXTS.getOrDefault(number, "error " + number);
    }
}
