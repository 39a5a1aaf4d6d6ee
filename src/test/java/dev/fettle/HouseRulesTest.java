package dev.fettle;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the compiler cannot hold: who may know whom, and who may touch the world. The words that
/// the rules are made of follow at the end.
@AnalyzeClasses(packages = "dev.fettle", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

    // --- who may know whom

    @ArchTest
    static final ArchRule imports_go_down =
            classes()
                    .should(Rooms.importOnlyWhatLiesFurtherDown())
                    .because("that one sentence is the architecture: nothing calls upwards");

    @ArchTest
    static final ArchRule every_class_lives_in_a_room =
            classes()
                    .should(Rooms.liveInARoom())
                    .because(
                            "a new room first gets its floor, in docs/architecture.md and in Rooms");

    @ArchTest
    static final ArchRule parts_are_strangers =
            slices().matching("dev.fettle.(schedule|check|environment|secret|channel)..")
                    .should()
                    .notDependOnEachOther()
                    .because("a new check touches the room of checks alone");

    @ArchTest
    static final ArchRule the_page_sees_verbs_and_notation =
            noClasses()
                    .that()
                    .resideInAPackage("dev.fettle.web..")
                    .should()
                    .dependOnClassesThat(areOursOutside("web", "verb", "notation", "platform"))
                    .because(
                            "a page renders what a verb answers, and decides nothing; of the ground"
                                    + " it knows who is at the other end of a connection");

    @ArchTest
    static final ArchRule the_terminal_sees_verbs_notation_and_the_daemon =
            noClasses()
                    .that()
                    .resideInAPackage("dev.fettle.cli..")
                    .should()
                    .dependOnClassesThat(areOursOutside("cli", "verb", "notation", "daemon"))
                    .because("terminal, page and socket take the same way, through the verbs");

    @ArchTest
    static final ArchRule packages_do_not_go_in_circles =
            slices().matching("dev.fettle.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("what goes in a circle can only be read all at once");

    // --- who may touch the world

    @ArchTest
    static final ArchRule sql_stays_in_the_store_and_in_tables =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.fettle.store..")
                    .and(areNoTables())
                    .should()
                    .dependOnClassesThat(speakSql())
                    .because("each room owns the SQL of its tables, and a second store can join");

    @ArchTest
    static final ArchRule only_the_platform_starts_programs =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.fettle.platform..")
                    .should()
                    .accessTargetWhere(startsAProgram())
                    .because("a program is started so that its whole tree can be found and ended");

    @ArchTest
    static final ArchRule only_the_platform_knows_the_time =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.fettle.platform..")
                    .should()
                    .accessTargetWhere(tellsOrSpendsTime())
                    .because("tests turn the clock; machines sleep and have their clocks set");

    @ArchTest
    static final ArchRule only_the_terminal_prints_and_exits =
            noClasses()
                    .that(areNeitherDoorNorTerminal())
                    .should()
                    .accessTargetWhere(printsOrExits())
                    .because("a verb answers a record and does not know who reads it");

    @ArchTest
    static final ArchRule the_command_line_library_stays_at_the_terminal =
            onlyIn("cli", "picocli..").because("arguments become verbs at the door");

    @ArchTest
    static final ArchRule the_web_server_stays_in_its_room =
            onlyIn("web", "io.helidon..", "gg.jte..").because("a server can be exchanged there");

    @ArchTest
    static final ArchRule yaml_is_read_in_one_room =
            onlyIn("notation", "org.snakeyaml..").because("limits and positions are kept there");

    // --- how it reads

    @ArchTest
    static final ArchRule every_package_is_null_marked =
            classes()
                    .that(resideOutsideOfPackages("dev.fettle.web.page.."))
                    .should(Rooms.haveADoorSign())
                    .because("absence has a kind or an Optional, never null");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Service)(\\$.*)?")
                    .because("such a name fits everything, so it says nothing");

    @ArchTest
    static final ArchRule nobody_changes_a_public_field =
            fields().that()
                    .arePublic()
                    .should()
                    .beFinal()
                    .because("data are records; what changes belongs to one class");

    @Test
    void the_version_that_is_printed_is_the_version_that_is_built() throws IOException {
        var pom = Files.readString(Path.of(System.getProperty("fettle.root"), "pom.xml"));

        assertThat(pom)
                .contains("<artifactId>fettle</artifactId>\n  <version>" + Main.VERSION + "<");
    }

    // --- the words that the rules are made of

    private static ArchRule onlyIn(String room, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.fettle." + room + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries));
    }

    private static DescribedPredicate<JavaClass> areOursOutside(String... rooms) {
        var allowed = Arrays.stream(rooms).map("dev.fettle.%s.."::formatted);
        return resideInAPackage("dev.fettle..")
                .and(resideOutsideOfPackages(allowed.toArray(String[]::new)))
                .as("are ours outside %s", List.of(rooms));
    }

    private static DescribedPredicate<JavaClass> areNoTables() {
        return describe("are no tables", type -> !outermost(type).endsWith("Table"));
    }

    private static DescribedPredicate<JavaClass> areNeitherDoorNorTerminal() {
        return describe(
                "are neither the front door nor the terminal",
                type ->
                        !type.getPackageName().equals("dev.fettle")
                                && !(type.getPackageName() + ".").startsWith("dev.fettle.cli."));
    }

    /// The exception may travel, as IOException does.
    private static DescribedPredicate<JavaClass> speakSql() {
        return resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                .and(describe("SQLException", type -> !type.isAssignableTo(SQLException.class)))
                .as("speak SQL");
    }

    private static DescribedPredicate<JavaAccess<?>> startsAProgram() {
        return describe(
                "it starts a program",
                access ->
                        owner(access).equals("java.lang.ProcessBuilder")
                                || is(access, "java.lang.Runtime", "exec"));
    }

    private static DescribedPredicate<JavaAccess<?>> tellsOrSpendsTime() {
        return describe(
                "it tells or spends time by itself",
                access ->
                        is(access, "java.lang.System", "nanoTime", "currentTimeMillis")
                                || is(access, "java.lang.Thread", "sleep")
                                || is(access, "java.util.concurrent.TimeUnit", "sleep")
                                || owner(access).startsWith("java.time.")
                                        && Set.of("now", "systemUTC", "systemDefaultZone")
                                                .contains(access.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> printsOrExits() {
        return describe(
                "it prints or exits",
                access ->
                        is(access, "java.lang.System", "out", "err", "exit")
                                || is(access, "java.lang.Runtime", "exit", "halt")
                                || printsItsTrace(access));
    }

    /// To standard error; `printStackTrace(PrintWriter)` writes where it is told to.
    private static boolean printsItsTrace(JavaAccess<?> access) {
        return access.getTarget().getFullName().endsWith(".printStackTrace()");
    }

    private static boolean is(JavaAccess<?> access, String owner, String... names) {
        return owner(access).equals(owner) && List.of(names).contains(access.getName());
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRulesTest::outermost).orElse(type.getSimpleName());
    }
}
