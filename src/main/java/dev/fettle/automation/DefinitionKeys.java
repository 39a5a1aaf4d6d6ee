package dev.fettle.automation;

import dev.fettle.channel.Channels;
import dev.fettle.channel.PingUrl;
import dev.fettle.check.Checks;
import dev.fettle.environment.Need;
import dev.fettle.notation.Key;
import dev.fettle.notation.Shape;
import dev.fettle.secret.WantedSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The keys of an automation's front matter: the parser, the JSON Schema and the table of keys are
/// all made from this list.
public final class DefinitionKeys {
    private static final Shape RETRY =
            Shape.either(
                    new Shape.Whole(1, 100),
                    Shape.keys(
                            Key.required(
                                    "times",
                                    new Shape.Whole(1, 100),
                                    "Further attempts after the first."),
                            Key.of(
                                    "wait",
                                    Shape.duration(),
                                    "The pause before the first of them; each later one is twice as long. Default 1m.")));

    private static final Shape WATCH =
            Shape.either(
                    Shape.path(),
                    Shape.keys(
                            Key.required("folder", Shape.path(), "The folder that is watched."),
                            Key.of(
                                    "pattern",
                                    Shape.filled("pattern"),
                                    "Which names are inputs: *.{jpg,png}. Default: all."),
                            Key.of("recursive", new Shape.Flag(), "Folders below it too."),
                            Key.of(
                                    "per",
                                    Shape.word("file", "batch"),
                                    "One run for each file, or one for all that arrived together."),
                            Key.of(
                                    "settle",
                                    Shape.duration(),
                                    "How long a file must have been still before it is taken."),
                            Key.of("links", Shape.word("follow"), "Links to files are inputs too."),
                            Key.of(
                                    "existing",
                                    Shape.word("handle"),
                                    "Handle what lay there at the very first start, however much it is.")));

    private static final Shape CATCH_UP =
            Shape.either(
                    Shape.word("latest", "all", "none"),
                    Shape.keys(
                            Key.of(
                                    "run",
                                    Shape.word("latest", "all", "none"),
                                    "Which of them. Default: latest."),
                            Key.of(
                                    "within",
                                    Shape.duration(),
                                    "How old they may be at most. Default: any age.")));

    private static final List<Key> BUILT =
            List.of(
                    Key.of(
                            "schedule",
                            Shape.oneOrMore(Shape.filled("schedule")),
                            "When it starts: cron, every 15m, daily at 02:30, weekdays at 09:00, monday at 08:00, monthly on 1 at 06:00, at boot; or a list of these."),
                    Key.of(
                            "timezone",
                            Shape.filled("time zone"),
                            "The time zone of its schedule, by its IANA name. Default: the home's."),
                    Key.of(
                            "catch-up",
                            CATCH_UP,
                            "Which passed slots are run after the machine slept or was off. Default: latest."),
                    Key.of(
                            "when-busy",
                            Shape.word("skip", "wait", "stop"),
                            "What becomes of a slot that finds an earlier run still working. Default: skip."),
                    Key.of(
                            "lost",
                            Shape.word("again", "stop"),
                            "Whether a slot runs again, once, where the machine died under its run. Default: again."),
                    Key.of("watch", WATCH, "Start when a file arrives in this folder."),
                    Key.of(
                            "after",
                            Shape.filled("automation"),
                            "The automation whose published output is this one's input."),
                    Key.of(
                            "pattern",
                            Shape.filled("pattern"),
                            "Which names are inputs; short for watch: {pattern}."),
                    Key.of(
                            "run",
                            Shape.either(
                                    Shape.filled("command"), Shape.list(Shape.text("argument"))),
                            "The program: a line for sh, or a list of arguments, with {input} and {output}."),
                    Key.of(
                            "accept",
                            Checks.shape(),
                            "Checks that each input must pass before the program starts."),
                    Key.of(
                            "check",
                            Checks.shape(),
                            "Checks that the output must pass before it is published. Default: valid."),
                    Key.of("output", Shape.path(), "The folder where checked results go."),
                    Key.of(
                            "publish",
                            Shape.word("mirror"),
                            "mirror: delete from the output folder what the run no longer makes."),
                    Key.of(
                            "collide",
                            Shape.word("refuse", "replace", "number"),
                            "What happens where a result's name is taken."),
                    Key.of(
                            "versions",
                            Shape.keys(
                                    Key.of("days", new Shape.Whole(0, 36_500), "Default 30."),
                                    Key.of("count", new Shape.Whole(0, 10_000), "Default 20.")),
                            "How long what was replaced can be put back."),
                    Key.of(
                            "done",
                            Shape.either(
                                    Shape.word("keep", "trash"),
                                    Shape.keys(
                                            Key.required(
                                                    "move",
                                                    Shape.path(),
                                                    "The folder that handled inputs go to."))),
                            "What becomes of a handled input. Default: keep."),
                    Key.of(
                            "env",
                            new Shape.Table(
                                    "^[A-Za-z_][A-Za-z0-9_]*$",
                                    "name of a variable",
                                    Shape.text("value")),
                            "Variables to add."),
                    Key.of(
                            "secrets",
                            WantedSecret.shape(),
                            "Secrets to give as variables; with {file: NAME} the variable holds the path of a file."),
                    Key.of("path", Shape.filled("search path"), "What replaces PATH."),
                    Key.of(
                            "umask",
                            new Shape.Text(
                                    "^0?[0-7]{3}$",
                                    "umask", "three octal digits: 022", true, false),
                            "The mode bits that new files do not get. Default 022."),
                    Key.of(
                            "timeout",
                            Shape.duration(),
                            "How long one attempt may take. Default: 1h with watch, else none."),
                    Key.of("retry", RETRY, "Further attempts where one failed or took too long."),
                    Key.of(
                            "parallel",
                            new Shape.Whole(1, 256),
                            "Runs at once. Default: the number of cores with watch, else 1."),
                    Key.of(
                            "needs",
                            Need.shape(),
                            "What must be there before a run begins: restic >= 0.14, mount /mnt/backup, host nas.lan:22, file ~/.config/x, env NAME, ac-power."),
                    Key.of(
                            "exclusive",
                            Shape.text("^" + Name.PATTERN + "$", "name", Name.RIGHT),
                            "Automations that share this name never work at the same time: whoever comes second waits."),
                    Key.of(
                            "expect",
                            Shape.text(
                                    "^every [0-9]{1,9}(\\.[0-9]{1,3})? ?(ms|s|m|h|d|w)$",
                                    "expectation",
                                    "every and a duration: every 26h"),
                            "Succeed at least so often, or be late."),
                    Key.of(
                            "criticality",
                            Shape.word("high", "normal", "low"),
                            "high is told in quiet hours too. Default: normal."),
                    Key.of(
                            "alert",
                            Shape.oneOrMore(Channels.name()),
                            "The channels of fettle.yaml that are told when it breaks. Default: all."),
                    Key.of(
                            "report",
                            PingUrl.SHAPE,
                            "A ping URL (healthchecks.io's form) that is told start, success and failure of each run."));

    private static final List<String> NOT_YET =
            List.of(
                    "ping",
                    "grace",
                    "credentials",
                    "on-drift",
                    "on-failure",
                    "sample",
                    "compare",
                    "test",
                    "tags",
                    "review",
                    "saves",
                    "took");

    private DefinitionKeys() {}

    public static Shape.Keys shape() {
        var keys = new ArrayList<>(BUILT);
        NOT_YET.forEach(name -> keys.add(Key.notYet(name)));
        return new Shape.Keys(keys, 0, keys.size());
    }

    /// Every key's name, those that are not built among them.
    static List<String> names() {
        return Stream.concat(BUILT.stream().map(Key::name), NOT_YET.stream()).toList();
    }
}
