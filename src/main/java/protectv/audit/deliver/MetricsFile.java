package protectv.audit.deliver;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.Severity;
import protectv.audit.work.WholeFile;

/**
 * Metrics for the textfile collector of Prometheus' node exporter, written whole. A run that fails writes them too, and
 * keeps the time of the last one that did not.
 */
public final class MetricsFile {

    private static final String LAST_SUCCESS = "protectv_audit_last_success_timestamp_seconds";

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private MetricsFile() {}

    /** @throws DeliveryException where the file cannot be written */
    public static void write(Path file, Outcome outcome) throws DeliveryException {
        MetricsFile metrics = new MetricsFile();
        metrics.run(outcome, lastSuccess(file));
        AuditReport report = outcome.report();
        if (report != null) {
            metrics.report(report);
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            WholeFile.write(file, metrics.text());
        } catch (IOException e) {
            throw new DeliveryException(
                    "the metrics cannot be written to " + file + ": " + e
                            + "; let the user of this run write to the folder, or name another with --metrics",
                    e);
        }
    }

    /** What the file of the run before says. */
    private static OptionalDouble lastSuccess(Path file) {
        if (!Files.isRegularFile(file)) {
            return OptionalDouble.empty();
        }
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.startsWith(LAST_SUCCESS + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(LAST_SUCCESS.length() + 1)))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            // Somebody else's file, or half of one: it is written anew.
            return OptionalDouble.empty();
        }
    }

    private void run(Outcome outcome, OptionalDouble lastSuccess) {
        gauge("last_run_timestamp_seconds", "When the last run ended, be it as it may.")
                .set(seconds(outcome.ended()));
        if (outcome.isComplete()) {
            gauge("last_success_timestamp_seconds", "When the last run ended that read and judged everything.")
                    .set(seconds(outcome.ended()));
        } else if (lastSuccess.isPresent()) {
            gauge("last_success_timestamp_seconds", "When the last run ended that read and judged everything.")
                    .set(lastSuccess.getAsDouble());
        }
        gauge("exit_code", "Exit code of the last run: 0 and 1 are complete, more are not.")
                .set(outcome.exitCode());
        gauge("duration_seconds", "How long the last run took.")
                .set(outcome.took().toMillis() / 1e3);
    }

    private void report(AuditReport report) {
        AuditReport.Summary summary = report.summary();
        Gauge findings = gauge("findings", "Findings of the last run, without waived ones.", "severity");
        for (Severity severity : Severity.values()) {
            count(findings, severity.label(), summary.findingsBySeverity().getOrDefault(severity, 0L));
        }
        gauge("findings_waived", "Findings of the last run that somebody accepts.")
                .set((double) summary.waivedFindings());
        Gauge lines = gauge("lines", "Lines of the last run by what became of them.", "fate");
        count(lines, "event", summary.events());
        count(lines, "other", summary.other());
        count(lines, "malformed", summary.malformed());
        count(lines, "outside", summary.outside());
        Gauge inputs = gauge("inputs", "Inputs of the last run.", "state");
        long broken = report.inputs().stream()
                .filter(input -> input.problem() != null)
                .count();
        count(inputs, "whole", report.inputs().size() - broken);
        count(inputs, "incomplete", broken);
        Gauge controls = gauge("controls", "Controls of the last run by verdict.", "verdict");
        for (protectv.audit.control.Outcome verdict : protectv.audit.control.Outcome.values()) {
            long such = report.controls().stream()
                    .filter(control -> control.outcome() == verdict)
                    .count();
            count(controls, verdict.name().toLowerCase(Locale.ROOT), such);
        }
        gauge("rules", "Rules of the last run.").set(report.rules().count());
        gauge("rules_not_run", "Rules that could not judge.")
                .set(report.rules().notRun().size());
        Instant to = report.period().to();
        if (to != null) {
            gauge("period_end_timestamp_seconds", "End of the period that the last run audited.")
                    .set(seconds(to));
        }
    }

    private static void count(Gauge gauge, String label, long count) {
        gauge.labelValues(label).set((double) count);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder()
                .name("protectv_audit_" + name)
                .help(help)
                .labelNames(labels)
                .register(registry);
    }

    private static double seconds(Instant time) {
        return (double) time.getEpochSecond();
    }

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }
}
