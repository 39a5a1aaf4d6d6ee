package dev.fettle.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// What the machine lives on, as the kernel tells it: a folder for each supply, with its `type`,
/// whether it is `online`, and a battery's `status`.
///
/// The rule is that of systemd's ConditionACPower: one adapter that is online is enough; without
/// one a battery that discharges tells; a machine that has neither stands in the wall.
///
/// @param folder of all supplies
public record PowerSupplies(Path folder) {
    public static final PowerSupplies OF_THIS_MACHINE =
            new PowerSupplies(Path.of("/sys/class/power_supply"));

    boolean areMains() throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        var supplies = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(folder)) {
            all.forEach(supplies::add);
        }
        boolean discharges = false;
        for (var supply : supplies) {
            if (word(supply, "scope").equals("Device")) {
                continue; // of a mouse, say
            }
            if (word(supply, "type").equals("Battery")) {
                discharges |= word(supply, "status").equals("Discharging");
            } else if (word(supply, "online").equals("1")) {
                return true;
            }
        }
        return !discharges;
    }

    /// Empty where there is no such file, or the supply was unplugged a moment ago.
    private static String word(Path supply, String file) {
        try {
            return Files.readString(supply.resolve(file), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
