package protectv.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/** Compiled rules that are kept between commands: what is there is code, and must be nobody else's. */
class RuleCacheTest {

    private static final String RULE = """
            package rules.inline
            import protectv.audit.event.AuditEvent
            rule "%s"
                @title("t")
                @severity("high")
                @status("stable")
                @since("2026-11-22")
                @subject("{$c}")
                @cause("c")
                @remedy("r")
                @controls("nist-800-53:AU-6")
            when
                AuditEvent( event == "%s", $c : clientName )
            then
            end
            """;

    @TempDir
    private Path dir;

    @BeforeEach
    void two_rules() throws IOException {
        Files.createDirectory(dir.resolve("rules"));
        rule("PV-KEY-901", "Key not found");
        rule("PV-KEY-902", "Key accessed");
    }

    private void rule(String id, String event) throws IOException {
        Files.writeString(dir.resolve("rules/" + id + ".drl"), RULE.formatted(id, event));
        Files.writeString(dir.resolve("rules/" + id + ".test.yaml"), "");
    }

    private RuleCatalog catalog() throws RulesException {
        return RuleCatalog.load(dir.resolve("rules"), FactVocabulary.VOCABULARY);
    }

    private Path cacheFolder() {
        return dir.resolve("cache");
    }

    private RuleCache cache() {
        return RuleCache.in(cacheFolder(), "1");
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(cacheFolder())) {
            return files.sorted().toList();
        }
    }

    @Test
    void what_was_compiled_once_is_not_compiled_again() throws IOException, RulesException {
        RuleCompiler.compile(catalog(), cache());
        assertThat(kept()).hasSize(1);
        List<StoredRules> stored = cache().read();
        assertThat(stored)
                .singleElement()
                .satisfies(rules -> assertThat(rules.digests()).containsOnlyKeys("PV-KEY-901", "PV-KEY-902"));
        RuleCompiler.compile(catalog(), cache());
        assertThat(cache().read()).isEqualTo(stored);
    }

    @Test
    void an_edit_compiles_the_rule_that_was_edited_and_no_other() throws IOException, RulesException {
        RuleCompiler.compile(catalog(), cache());
        rule("PV-KEY-902", "Client delete");
        CompiledRules rules = RuleCompiler.compile(catalog(), cache());
        assertThat(cache().read().stream()
                        .map(stored -> stored.digests().keySet().toString()))
                .containsExactlyInAnyOrder("[PV-KEY-901, PV-KEY-902]", "[PV-KEY-902]");
        assertThat(rules.wants(EngineEvents.audit("Client delete"))).isTrue();
        assertThat(rules.wants(EngineEvents.audit("Key accessed"))).isFalse();
        assertThat(EngineEvents.findings(rules, "Key not found", "Client delete", "Key accessed"))
                .isEqualTo(EngineEvents.findings(
                        RuleCompiler.compile(catalog()), "Key not found", "Client delete", "Key accessed"))
                .hasSize(2);
    }

    @Test
    void the_folder_and_its_files_are_for_this_user_alone() throws IOException, RulesException {
        RuleCompiler.compile(catalog(), cache());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cacheFolder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_folder_or_file_that_others_could_write_is_not_used() throws IOException, RulesException {
        RuleCompiler.compile(catalog(), cache());
        Files.setPosixFilePermissions(kept().get(0), PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(cache().read()).isEmpty();
        Files.setPosixFilePermissions(kept().get(0), PosixFilePermissions.fromString("rw-------"));
        assertThat(cache().read()).hasSize(1);
        Files.setPosixFilePermissions(cacheFolder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(cache().read()).isEmpty();
        List<Path> before = kept();
        rule("PV-KEY-902", "Client delete");
        RuleCompiler.compile(catalog(), cache());
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void a_link_is_no_folder_for_it() throws IOException, RulesException {
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Files.createSymbolicLink(cacheFolder(), elsewhere);
        RuleCompiler.compile(catalog(), cache());
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void a_damaged_file_costs_time_and_nothing_else() throws IOException, RulesException {
        RuleCompiler.compile(catalog(), cache());
        Path file = kept().get(0);
        byte[] bytes = Files.readAllBytes(file);
        for (int cut : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, cut));
            assertThat(EngineEvents.findings(RuleCompiler.compile(catalog(), cache()), "Key not found"))
                    .hasSize(1);
        }
    }

    /** A bit that falls over on a disk would be another threshold. */
    @Test
    void a_file_with_a_bit_that_fell_over_is_not_used() throws IOException, RulesException {
        RuleCompiler.compile(catalog(), cache());
        Path file = kept().get(0);
        byte[] good = Files.readAllBytes(file);
        Map<String, byte[]> classes = StoredRules.read(file).classes().classes();
        Random random = new Random(17);
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            try {
                assertThat(StoredRules.read(file).classes().classes()).containsExactlyInAnyOrderEntriesOf(classes);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    /** Whoever gets into the cache gets no further than a rule does. */
    @Test
    void classes_in_the_cache_that_name_what_is_not_for_rules_are_not_loaded() throws IOException, RulesException {
        List<Rule> rules = catalog().rules();
        String hostile = RULE.formatted("PV-KEY-901", "Key not found")
                .replace("$c : clientName", "$c : clientName, System.getenv(\"HOME\") != null");
        RuleClasses classes = RuleCompiler.classesOf(Map.of("a.drl", hostile));
        RuleCompiler.compile(catalog(), cache());
        StoredRules.of(rules, classes).write(kept().get(0));
        CompiledRules compiled = RuleCompiler.compile(catalog(), cache());
        assertThat(EngineEvents.findings(compiled, "Key not found", "Key accessed"))
                .hasSize(2);
    }

    @Test
    void old_files_and_what_a_killed_command_left_go() throws IOException, RulesException {
        Files.createDirectory(
                cacheFolder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (int i = 0; i < 40; i++) {
            Path file = Files.createFile(cacheFolder().resolve("0-" + i + ".rules"));
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + i));
        }
        Path left = Files.createFile(cacheFolder().resolve("new1.tmp"));
        Files.setLastModifiedTime(left, FileTime.fromMillis(0));
        RuleCompiler.compile(catalog(), cache());
        assertThat(kept()).hasSize(24).doesNotContain(left, cacheFolder().resolve("0-0.rules"));
        assertThat(cache().read()).hasSize(1);
    }

    @Test
    void another_version_of_the_program_compiles_for_itself() throws IOException, RulesException {
        RuleCompiler.compile(catalog(), cache());
        assertThat(RuleCache.in(cacheFolder(), "2").read()).isEmpty();
        assertThat(RuleCache.none().read()).isEmpty();
    }
}
