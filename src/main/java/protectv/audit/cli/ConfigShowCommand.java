package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.escape.VisibleText;
import protectv.audit.settings.ConfigurationException;
import protectv.audit.settings.Setting;
import protectv.audit.settings.SettingKey;
import protectv.audit.settings.Settings;
import tools.jackson.core.JsonGenerator;

/** {@code config show}: the options of {@code run} as the environment and the configuration file set them. */
@Command(
        name = "show",
        description =
                "Prints what run would go by without options on its command line, and where each value comes from.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit config show --config /etc/protectv-audit/config.yaml"})
final class ConfigShowCommand implements Callable<Integer> {

    private static final String USUAL = "default";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file. Default: the environment variable PROTECTV_AUDIT_CONFIG.")
    private @Nullable Path config;

    @Mixin
    private final TextOrJsonOption format = new TextOrJsonOption();

    /** @param from where the value comes from; empty where there is none */
    private record Row(String key, String value, String from) {}

    @Override
    public Integer call() throws IOException, ConfigurationException {
        Path file = config != null ? config : Configuration.file(List.of(), System.getenv());
        List<SettingKey> keys = Configuration.keys();
        Settings settings = Settings.of(keys, System.getenv(), file);
        List<Row> rows = new ArrayList<>();
        for (SettingKey key : keys) {
            Setting setting = settings.byKey().get(key.name());
            if (setting != null) {
                rows.add(new Row(key.name(), String.join(", ", setting.values()), setting.origin()));
            } else {
                rows.add(new Row(key.name(), key.usual(), key.usual().isEmpty() ? "" : USUAL));
            }
        }
        format.print(new Output(spec.commandLine().getOut()), () -> text(rows), json -> json(json, rows));
        return ExitCode.OK.code();
    }

    private static String text(List<Row> rows) {
        int keys = rows.stream().mapToInt(row -> row.key().length()).max().orElse(0);
        int values = rows.stream()
                .mapToInt(row -> VisibleText.width(VisibleText.escape(row.value())))
                .filter(width -> width < 50)
                .max()
                .orElse(0);
        return rows.stream()
                .map(row -> (padded(row.key(), keys) + "  " + padded(VisibleText.escape(row.value()), values) + "  "
                                + VisibleText.escape(row.from()))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - VisibleText.width(text)));
    }

    private static void json(JsonGenerator json, List<Row> rows) {
        json.writeStartArray();
        for (Row row : rows) {
            json.writeStartObject();
            json.writeStringProperty("key", row.key());
            json.writeStringProperty("value", row.value());
            json.writeStringProperty("from", row.from());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
