package protectv.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import protectv.audit.deliver.Stopwatch;

/** The packages are the pipeline: data and imports go one way. */
class ArchitectureTest {

    private static final String ROOT = "protectv.audit.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("protectv.audit");

    private static final Set<String> JDK = Set.of("java..", "org.jspecify..");

    /** What each package may know beside the JDK and itself. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry(
                    "input",
                    Set.of(
                            ROOT + "work..",
                            "org.apache.commons.compress..",
                            "org.tukaani.xz..",
                            "io.airlift.compress..")),
            // Rules compare times of facts, so the facts tell Drools which property is the time.
            entry("event", Set.of("org.kie.api.definition.type..")),
            entry("work", Set.of()),
            entry("escape", Set.of("javax.xml.stream..", "tools.jackson..", "gg.jte..")),
            entry("parse", Set.of(ROOT + "input..", ROOT + "event..")),
            entry("activity", Set.of(ROOT + "event..")),
            entry("rule", Set.of()),
            entry("yaml", Set.of(ROOT + "rule..", "tools.jackson.core..", "tools.jackson.dataformat.yaml..")),
            entry(
                    "deliver",
                    Set.of(
                            ROOT + "work..",
                            ROOT + "escape..",
                            ROOT + "control..",
                            ROOT + "finding..",
                            ROOT + "rule..",
                            ROOT + "report..",
                            "io.prometheus.metrics..",
                            "jakarta.mail..",
                            "javax.net.ssl..",
                            "org.simplejavamail..")),
            entry(
                    "evidence",
                    Set.of(
                            ROOT + "work..",
                            ROOT + "escape..",
                            ROOT + "rule..",
                            ROOT + "report..",
                            ROOT + "export..",
                            "tools.jackson..")),
            entry("settings", Set.of(ROOT + "rule..", ROOT + "yaml..")),
            entry("signature", Set.of()),
            entry("finding", Set.of(ROOT + "event..", ROOT + "rule..")),
            entry(
                    "history",
                    Set.of(
                            ROOT + "event..",
                            ROOT + "finding..",
                            ROOT + "rule..",
                            "javax.sql..",
                            "org.flywaydb.core..",
                            "org.jdbi.v3.core..",
                            "org.postgresql..",
                            "org.sqlite..",
                            "tools.jackson..")),
            entry(
                    "engine",
                    Set.of(
                            ROOT + "event..",
                            ROOT + "rule..",
                            ROOT + "finding..",
                            ROOT + "activity..",
                            "org.drools..",
                            "org.kie..",
                            "org.objectweb.asm..",
                            "org.slf4j..")),
            entry("policy", Set.of(ROOT + "event..", ROOT + "rule..", ROOT + "yaml..", "inet.ipaddr..")),
            entry(
                    "control",
                    Set.of(
                            ROOT + "event..",
                            ROOT + "rule..",
                            ROOT + "finding..",
                            ROOT + "activity..",
                            ROOT + "policy..")),
            entry(
                    "report",
                    Set.of(
                            ROOT + "escape..",
                            ROOT + "control..",
                            ROOT + "event..",
                            ROOT + "finding..",
                            ROOT + "rule..",
                            "tools.jackson..",
                            "com.fasterxml.jackson.annotation..",
                            "gg.jte..")),
            entry(
                    "compare",
                    Set.of(
                            ROOT + "escape..",
                            ROOT + "finding..",
                            ROOT + "report..",
                            ROOT + "rule..",
                            "tools.jackson..")),
            entry(
                    "logfacts",
                    Set.of(
                            ROOT + "input..",
                            ROOT + "event..",
                            ROOT + "parse..",
                            ROOT + "finding..",
                            ROOT + "activity..",
                            ROOT + "policy..",
                            ROOT + "control..",
                            ROOT + "engine..")),
            entry(
                    "lint",
                    Set.of(
                            ROOT + "rule..",
                            ROOT + "engine..",
                            ROOT + "policy..",
                            ROOT + "ruletest..",
                            ROOT + "work..",
                            ROOT + "escape..",
                            ROOT + "report..",
                            "javax.xml.stream..",
                            "tools.jackson..")),
            entry(
                    "catalogue",
                    Set.of(
                            ROOT + "escape..",
                            ROOT + "rule..",
                            ROOT + "policy..",
                            ROOT + "report..",
                            "tools.jackson..",
                            "gg.jte..")),
            entry(
                    "explain",
                    Set.of(
                            ROOT + "activity..",
                            ROOT + "event..",
                            ROOT + "parse..",
                            ROOT + "rule..",
                            ROOT + "finding..",
                            ROOT + "engine..")),
            entry(
                    "spill",
                    Set.of(
                            ROOT + "work..",
                            ROOT + "event..",
                            ROOT + "rule..",
                            ROOT + "finding..",
                            "io.airlift.compress..",
                            "org.slf4j..")),
            entry(
                    "run",
                    Set.of(
                            ROOT + "work..",
                            ROOT + "spill..",
                            ROOT + "input..",
                            ROOT + "event..",
                            ROOT + "parse..",
                            ROOT + "activity..",
                            ROOT + "logfacts..",
                            ROOT + "rule..",
                            ROOT + "policy..",
                            ROOT + "signature..",
                            ROOT + "finding..",
                            ROOT + "engine..",
                            ROOT + "control..",
                            ROOT + "history..",
                            ROOT + "report..",
                            "org.slf4j..")),
            entry(
                    "ruletest",
                    Set.of(
                            ROOT + "work..",
                            ROOT + "escape..",
                            ROOT + "activity..",
                            ROOT + "logfacts..",
                            ROOT + "policy..",
                            ROOT + "yaml..",
                            ROOT + "input..",
                            ROOT + "event..",
                            ROOT + "parse..",
                            ROOT + "rule..",
                            ROOT + "finding..",
                            ROOT + "engine..",
                            "javax.xml.stream..",
                            "tools.jackson..",
                            "com.fasterxml.jackson.annotation..")));

    @TestFactory
    Iterable<DynamicTest> a_package_knows_only_those_before_it_in_the_pipeline() {
        return MAY_KNOW.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String own = ROOT + entry.getKey() + "..";
                    Set<String> known = new java.util.TreeSet<>(JDK);
                    known.addAll(entry.getValue());
                    known.add(own);
                    classes()
                            .that()
                            .resideInAPackage(own)
                            .should()
                            .onlyDependOnClassesThat(DescribedPredicate.or(
                                    JavaClass.Predicates.resideInAnyPackage(known.toArray(String[]::new)),
                                    DescribedPredicate.describe(
                                            "primitives",
                                            c -> c.getPackageName().isEmpty())))
                            .because("data goes one way: input, parse, event, engine, finding, report")
                            .check(CLASSES);
                }))
                .toList();
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobody_knows_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "cli..", "picocli..")
                .because("the same parts serve a cluster, which has another one")
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_touches_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("output, exit codes and settings are the caller's")
                .check(CLASSES);
    }

    @Test
    void only_the_history_knows_databases() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.flywaydb..", "org.jdbi..", "org.postgresql..", "org.sqlite..")
                .because("what is remembered has one way in and one way out")
                .check(CLASSES);
    }

    @Test
    void nobody_asks_what_time_it_is() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Stopwatch.class)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.ZoneId.class, "systemDefault")
                .because("a report can be derived again, on any day and any machine")
                .check(CLASSES);
    }
}
