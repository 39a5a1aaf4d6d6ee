package dev.fettle.automation;

import dev.fettle.channel.PingUrl;
import dev.fettle.check.Check;
import dev.fettle.environment.Need;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an automation's README says it is, with every default filled in.
///
/// @param after the automation by whose success it is started
/// @param run empty for a draft, and for a health check, which is its checks alone
/// @param accept what each input must pass before the program starts
/// @param checks what the output must pass before it is published
/// @param needs what must be there before a run begins
/// @param timeout for one attempt
/// @param parallel how many of its runs may work at once
/// @param exclusive automations that share it never work at the same time
/// @param alert the channels that are told of it; none stated are all
/// @param report who is told of each run
public record Definition(
        Optional<Scheduled> schedule,
        Optional<Watch> watch,
        Optional<String> after,
        Optional<RunCommand> run,
        List<Check> accept,
        List<Check> checks,
        boolean checksStated,
        Optional<Output> output,
        Done done,
        Surroundings surroundings,
        List<Need> needs,
        Optional<Duration> timeout,
        Optional<Retry> retry,
        int parallel,
        Optional<String> exclusive,
        Attention attention,
        List<String> alert,
        Optional<PingUrl> report) {
    public Definition {
        accept = List.copyOf(accept);
        checks = List.copyOf(checks);
        needs = List.copyOf(needs);
        alert = List.copyOf(alert);
    }

    /// Whether there is nothing that could be run: no program and no checks.
    public boolean isDraft() {
        return run.isEmpty() && !checksStated;
    }

    /// The folders outside of the home that its runs touch or need.
    public List<Path> places() {
        var places = new ArrayList<Path>();
        watch.ifPresent(w -> places.add(w.folder()));
        output.ifPresent(o -> places.add(o.folder()));
        if (done instanceof Done.Move(var folder)) {
            places.add(folder);
        }
        needs.forEach(need -> need.place().ifPresent(places::add));
        return places;
    }

    /// Whether one run takes all inputs that came together.
    public boolean takesBatches() {
        return after.isPresent() || watch.map(w -> w.per() == Watch.Per.BATCH).orElse(false);
    }

    public boolean perFile() {
        return watch.map(w -> w.per() == Watch.Per.FILE).orElse(false);
    }
}
