package protectv.audit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schema NAME}: the JSON Schema of a file that staff or this program write. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of a file, by which editors complete and check it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit schema rule-test > rule-test.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    private static final String FOLDER = "/protectv/audit/schema/";

    private static final Map<String, String> RESOURCES = new TreeMap<>(Map.of(
            "controls", FOLDER + "controls.schema.json",
            "inventory", FOLDER + "inventory.schema.json",
            "ndjson", "/protectv/audit/report/ndjson.schema.json",
            "lint", FOLDER + "lint.schema.json",
            "report", "/protectv/audit/report/report.schema.json",
            "rule-test", FOLDER + "rule-test.schema.json",
            "waivers", FOLDER + "waivers.schema.json"));

    private static final String CONFIG = "config";

    private static final class Names extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Names() {
            super(SchemaCommand.names());
        }
    }

    private static List<String> names() {
        Set<String> names = new TreeSet<>(RESOURCES.keySet());
        names.add(CONFIG);
        return List.copyOf(names);
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", completionCandidates = Names.class, description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Override
    public Integer call() throws IOException {
        if (name.equals(CONFIG)) {
            new Output(spec.commandLine().getOut()).json(json -> ConfigSchema.write(json, Configuration.keys()));
            return ExitCode.OK.code();
        }
        String resource = RESOURCES.get(name);
        if (resource == null) {
            throw new UsageException("there is no schema " + name + "; there are " + String.join(", ", names()));
        }
        try (InputStream in = SchemaCommand.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the program lacks its own " + resource);
            }
            spec.commandLine().getOut().print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return ExitCode.OK.code();
    }
}
