package dev.fettle.check.derive;

import dev.fettle.check.image.Description;
import dev.fettle.check.image.Images;
import dev.fettle.check.image.Look.Whole;
import dev.fettle.check.image.Picture;
import dev.fettle.check.image.PlainPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Images: their formats, how wide and how high, how much of one colour.
final class PictureDeriver implements Deriver {
    /// A clear sky is no fault.
    private static final int LEAST_PLAIN = 40;

    private static final int MOST_PLAIN = 90;

    @Override
    public boolean knows(Path file, Look look) throws IOException {
        return Images.format(file).isPresent();
    }

    @Override
    public List<DerivedCheck> derive(Group group, Look look)
            throws IOException, InterruptedException {
        var images = new Images(look.surroundings().path());
        var formats = new LinkedHashSet<String>();
        var width = new Breadth();
        var height = new Breadth();
        var plain = new Breadth();
        boolean seen = look.enough();
        boolean placeless = look.enough();
        for (var file : group.files()) {
            Images.format(file).ifPresent(format -> formats.add(format.word()));
            var percent = seen ? PlainPart.of(file) : OptionalInt.empty();
            percent.ifPresent(plain::add);
            seen &= percent.isPresent();
            if (images.look(file) instanceof Whole(var picture) && picture.width() > 0) {
                placeless &= tellsNoPlace(file, picture);
                width.add(picture.width());
                height.add(picture.height());
                if (picture.described()) { // it may be turned where it is shown
                    width.add(picture.height());
                    height.add(picture.width());
                }
            } else {
                placeless = false;
            }
        }
        var keys = new LinkedHashMap<String, Object>();
        keys.put("format", List.copyOf(formats));
        if (look.enough() && !width.isEmpty()) {
            keys.putAll(bounds(group, width, "min-width", "max-width"));
            keys.putAll(bounds(group, height, "min-height", "max-height"));
            if (placeless) {
                keys.put("location", "none");
            }
        }
        long most = Math.max(LEAST_PLAIN, seen ? plain.twice() : MOST_PLAIN);
        if (most < MOST_PLAIN) {
            keys.put("max-plain", most + " %");
        }
        var why =
                width.isEmpty()
                        ? ""
                        : "%s pixels wide, %s high".formatted(width.shown(), height.shown());
        return List.of(DerivedCheck.of("image", keys, group.file(), why));
    }

    private static boolean tellsNoPlace(Path file, Picture picture) throws IOException {
        return picture.trailer() == 0
                && (!picture.described()
                        || Description.of(file, picture.format()).location().isEmpty());
    }

    /// What has the same name and the same size each time has it on purpose.
    private static Map<String, Object> bounds(Group group, Breadth pixels, String min, String max) {
        if (!group.hasOneName() || !pixels.isConstant()) {
            return pixels.bounds(min, max);
        }
        var exact = new LinkedHashMap<String, Object>();
        exact.put(min, pixels.least());
        exact.put(max, pixels.most());
        return exact;
    }
}
