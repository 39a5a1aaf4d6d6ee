package dev.fettle;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;

/// The rooms of the house, from the doors down. Who shares a floor is a stranger to the others
/// there.
final class Rooms {
    private static final List<Set<String>> FLOORS =
            List.of(
                    Set.of("cli"),
                    Set.of("daemon"),
                    Set.of("web"),
                    Set.of("verb"),
                    Set.of("upkeep"),
                    Set.of("why"),
                    Set.of("health"),
                    Set.of("alert"),
                    Set.of("trigger"),
                    Set.of("run"),
                    Set.of("publish"),
                    Set.of("history"),
                    Set.of("automation"),
                    Set.of("schedule", "check", "environment", "secret", "channel", "service"),
                    Set.of("store"),
                    Set.of("notation"),
                    Set.of("platform"));

    private static final String HOUSE = "dev.fettle.";

    private Rooms() {}

    static ArchCondition<JavaClass> importOnlyWhatLiesFurtherDown() {
        return new ArchCondition<>("import only rooms further down") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    var target = dependency.getTargetClass().getBaseComponentType();
                    if (!mayImport(type, target)) {
                        events.add(
                                SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    static ArchCondition<JavaClass> liveInARoom() {
        return new ArchCondition<>("live in a room that has its floor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var room = roomOf(type);
                if (room.isPresent() && floorOf(room.get()).isEmpty()) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getName() + " lives in no room that is known"));
                }
            }
        };
    }

    static ArchCondition<JavaClass> haveADoorSign() {
        return new ArchCondition<>("have a package-info that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getPackageName() + " has no @NullMarked"));
                }
            }
        };
    }

    /// The front door (`Main`) may know every room, and no room knows it.
    private static boolean mayImport(JavaClass from, JavaClass to) {
        if (!to.getPackageName().startsWith("dev.fettle")) return true;
        var room = roomOf(from);
        var other = roomOf(to);
        if (room.isEmpty() || room.equals(other)) return true;
        return other.flatMap(Rooms::floorOf)
                .flatMap(below -> floorOf(room.get()).map(above -> above < below))
                .orElse(false);
    }

    private static Optional<String> roomOf(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith(HOUSE)) return Optional.empty();
        return Optional.of(name.substring(HOUSE.length()).split("\\.", 2)[0]);
    }

    private static Optional<Integer> floorOf(String room) {
        return IntStream.range(0, FLOORS.size())
                .filter(floor -> FLOORS.get(floor).contains(room))
                .boxed()
                .findFirst();
    }
}
