package dev.fettle.kit;

import dev.fettle.platform.PathBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Names that break what takes names for text, for options, for patterns or for shell. Those that
/// could be run as commands make a file whose name begins with `pwned`.
public final class HostileNames {
    /// What other watchers were tried with.
    private static final List<String> TRIED_ON_OTHERS =
            List.of(
                    "with space.txt",
                    "two  spaces.txt",
                    " leading",
                    "trailing ",
                    "new\nline.txt",
                    "-rf",
                    "--help",
                    "quo'te.txt",
                    "dq\"uote.txt",
                    "back\\slash.txt",
                    "$HOME",
                    "*",
                    "gl?b[a]",
                    "tab\there",
                    "emoji-\uD83D\uDE00.txt",
                    "n".repeat(251) + ".txt",
                    "cr\rname",
                    "(paren)",
                    "#hash",
                    "{path}",
                    "%s%n",
                    "$@",
                    "a&b",
                    "$(touch pwned1)",
                    "`touch pwned2`",
                    "x;touch pwned3;",
                    "a|touch pwned4",
                    "x'$(touch pwned5)'",
                    "\"$(touch pwned6)",
                    "a b&touch pwned7&",
                    "\";touch pwned8;\"",
                    "'; touch pwned9; '",
                    "nl\ntouch pwned10\n");

    private static final List<String> FURTHER =
            List.of(
                    "-",
                    "--",
                    "-n",
                    "-exec",
                    "--target-directory=pwned11",
                    " ",
                    "    ",
                    "\n",
                    "\n\n",
                    "\t",
                    "\u00A0",
                    "\u3000",
                    "{input}",
                    "{output}",
                    "{input} {output}",
                    "$FETTLE_INPUT",
                    "${IFS}",
                    "$1",
                    "%",
                    "%2F",
                    "%25%0A",
                    "\\",
                    "\\n",
                    "a\\",
                    "'",
                    "\"",
                    "''",
                    "~root",
                    "!!",
                    "<in",
                    ">out",
                    "2>&1",
                    "a=b",
                    "=",
                    "NUL",
                    "null",
                    "---",
                    "a: b",
                    "\u202Egpj.exe",
                    "a\u200Fb\u2066c",
                    "zero\u200Bwidth",
                    "line\u2028break",
                    "\uFEFFmark",
                    "\u001B[2J\u001B]0;title\u0007",
                    "\u0001\u007F",
                    "\u0085next",
                    "é composed",
                    "e\u0301 composed",
                    "\uFFFD that is meant",
                    "ﬁ ligature",
                    "ı İ ß ẞ",
                    "日本",
                    "ß".repeat(127),
                    "x".repeat(255));

    private HostileNames() {}

    /// Each is one name in a folder, and an input where no pattern says otherwise.
    public static List<byte[]> all() {
        var names = new ArrayList<byte[]>();
        TRIED_ON_OTHERS.forEach(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
        FURTHER.forEach(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
        names.add(raw("nonutf8-", 0xFF, 0xFE, '.', 't', 'x', 't'));
        names.add(raw("caf", 0xE9)); // Latin-1
        names.add(raw("", 0xC3)); // the first half of a letter
        names.add(raw("", 0xC3, '(', 1, 0x7F, 0xFF));
        names.add(raw("lone", 0xED, 0xA0, 0x80)); // half of a surrogate pair
        names.add(raw("over", 0xC0, 0xAF)); // a slash, written too long
        names.add(raw("far", 0xF4, 0x90, 0x80, 0x80)); // beyond the last letter
        names.add(raw("$(touch pwned12)", 0xFF));
        names.add(allAbove0x80());
        return List.copyOf(names);
    }

    public static Path in(Path folder, byte[] name) {
        return folder.resolve(PathBytes.path(name));
    }

    private static byte[] allAbove0x80() {
        var name = new byte[128];
        IntStream.range(0, 128).forEach(i -> name[i] = (byte) (0x80 + i));
        return name;
    }

    private static byte[] raw(String start, int... more) {
        var first = start.getBytes(StandardCharsets.UTF_8);
        var name = new byte[first.length + more.length];
        System.arraycopy(first, 0, name, 0, first.length);
        for (int i = 0; i < more.length; i++) {
            name[first.length + i] = (byte) more[i];
        }
        return name;
    }
}
