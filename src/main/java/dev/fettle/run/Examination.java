package dev.fettle.run;

import dev.fettle.automation.Automation;
import dev.fettle.automation.Settings;
import dev.fettle.check.Check;
import dev.fettle.check.Checks;
import dev.fettle.check.Evidence;
import dev.fettle.check.Knowledge;
import dev.fettle.check.Occasion;
import dev.fettle.history.RunId;
import dev.fettle.notation.UserError;
import dev.fettle.platform.FileLock;
import dev.fettle.secret.Given;
import dev.fettle.secret.SecretFiles;
import dev.fettle.secret.Vault;
import dev.fettle.store.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The surroundings in which an automation's checks are made outside of any run: the variables and
/// secrets that they would have there, and a private folder that goes when it is closed.
/// Thread-safe.
public final class Examination implements AutoCloseable {
    private final Automation automation;
    private final RunFolder folder;
    private final FileLock looking;
    private final String path;
    private final Given given;
    private final Map<String, String> variables;
    private final Knowledge known;

    private Examination(
            Automation automation,
            RunFolder folder,
            FileLock looking,
            String path,
            Given given,
            Map<String, String> variables,
            Knowledge known) {
        this.automation = automation;
        this.folder = folder;
        this.looking = looking;
        this.path = path;
        this.given = given;
        this.variables = variables;
        this.known = known;
    }

    /// @param checks which are to be made
    /// @param known what earlier runs kept
    /// @throws UserError where a secret or a program that they need is missing
    public static Examination open(
            Automation automation,
            List<Check> checks,
            StateFolder state,
            Settings settings,
            Knowledge known)
            throws IOException {
        var environment = new ProgramEnvironment();
        var path = environment.path(automation, settings.path());
        var given = Given.of(new Vault(state), automation.definition().surroundings().secrets());
        if (given.trouble().isPresent()) {
            throw new UserError(given.trouble().get());
        }
        var missing = Checks.missingPrograms(checks, path);
        if (!missing.isEmpty()) {
            throw new UserError(
                    "its checks need " + String.join(", ", missing) + ", which is not installed");
        }
        var folder = RunFolder.of(state, RunId.random());
        RunFolder.makePrivate(folder.path());
        var looking = FileLock.lock(folder.looking());
        try {
            SecretFiles.lay(folder.secrets(), given.asFiles());
            var variables =
                    environment.forChecks(automation, path, given.variables(folder.secrets()));
            return new Examination(automation, folder, looking, path, given, variables, known);
        } catch (IOException | RuntimeException e) {
            folder.delete();
            looking.close();
            throw e;
        }
    }

    /// What checks are given.
    ///
    /// @param below the folder to which findings name files
    public Evidence evidence(Path below, List<Path> files, Occasion occasion) {
        return new Evidence(
                below,
                files,
                variables,
                automation.folder(),
                path,
                given.redaction()::of,
                occasion,
                folder.scratch(),
                known);
    }

    /// Without the secrets that it may hold.
    public String redacted(String text) {
        return given.redaction().of(text);
    }

    @Override
    public void close() throws IOException {
        try (looking) {
            folder.delete();
        }
    }
}
