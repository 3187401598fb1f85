package protectv.audit.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import protectv.audit.rule.RulesException;
import protectv.audit.run.LoadedRules;

/** The rules that a run judges with, also where those that it was given do not load. */
final class RulesOfRun {

    private static final Logger LOG = LoggerFactory.getLogger(RulesOfRun.class);

    /** What to do where the rules do not load. */
    enum OnBroken {
        FAIL,
        LAST_GOOD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The Managers and Clients that are expected. Default: inventory.yaml of the rules, if there.")
    private @Nullable Path inventory;

    @Option(
            names = "--on-broken-rules",
            paramLabel = "ACTION",
            description =
                    "What to do where the rules do not load: fail (exit code 3), or last-good: judge with those that"
                            + " loaded last, say so in the report, and end with 4. Default: fail.")
    private OnBroken onBroken = OnBroken.FAIL;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where last-good keeps its copy of the rules; a folder of this user alone. Default: the"
                    + " environment variable PROTECTV_AUDIT_STATE, else ~/.local/state/protectv-audit.")
    private @Nullable Path state;

    /** @throws RulesException where the rules do not load, and no others shall or can be taken */
    LoadedRules load() throws RulesException {
        if (rules.mustBeSigned() && inventory != null) {
            throw new UsageException(
                    "--inventory " + inventory + " is not signed; put it into the folder of the rules as"
                            + " inventory.yaml and sign it with them");
        }
        if (onBroken == OnBroken.FAIL) {
            return LoadedRules.load(rules.folder(), inventory, CacheFolder.open())
                    .signedBy(rules.signer());
        }
        LastGoodRules lastGood =
                state == null ? LastGoodRules.of(rules.given()) : LastGoodRules.in(state, rules.given());
        LoadedRules loaded;
        try {
            loaded = LoadedRules.load(rules.folder(), inventory, CacheFolder.open())
                    .signedBy(rules.signer());
        } catch (RulesException e) {
            Path folder = copyOf(lastGood);
            if (folder == null) {
                throw e;
            }
            return instead(folder, e);
        } catch (UntrustedException e) {
            Path folder = copyOf(lastGood);
            if (folder == null) {
                throw e;
            }
            return instead(folder, e);
        }
        if (inventory == null) {
            lastGood.keep(rules.given(), loaded);
        }
        return loaded;
    }

    private static @Nullable Path copyOf(LastGoodRules lastGood) {
        Path folder = lastGood.folder();
        if (folder == null) {
            LOG.error("there are no last good rules: none have loaded with --on-broken-rules last-good before");
        }
        return folder;
    }

    private LoadedRules instead(Path folder, Exception broken) throws RulesException {
        LOG.error("the rules do not load; those that loaded last judge instead\n{}", broken.getMessage());
        LoadedRules loaded = LoadedRules.load(rules.trusted(folder), inventory, CacheFolder.open())
                .signedBy(rules.signer());
        String first = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
        return loaded.with("The rules do not load (" + first + "); those that loaded last judged instead.");
    }
}
