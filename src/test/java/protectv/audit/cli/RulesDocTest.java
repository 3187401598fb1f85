package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.Golden;
import protectv.audit.ShippedRules;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.Rule;

/** {@code rules doc}. */
class RulesDocTest {

    @TempDir
    Path dir;

    private CommandRun doc(Path out, Path rules) {
        return CommandRun.of("rules", "doc", "--out", out.toString(), "--rules", rules.toString());
    }

    @Test
    void both_files_have_every_rule_and_every_control_and_are_the_same_each_time() throws IOException {
        CommandRun first = doc(dir.resolve("one"), ShippedRules.FOLDER);
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("rules.md", "rules.html");
        doc(dir.resolve("two"), ShippedRules.FOLDER);
        for (String name : new String[] {"rules.md", "rules.html"}) {
            String text = Files.readString(dir.resolve("one").resolve(name));
            assertThat(text).isEqualTo(Files.readString(dir.resolve("two").resolve(name)));
            for (Rule rule : ShippedRules.CATALOG.rules()) {
                assertThat(text).contains(rule.id().value(), rule.file());
                assertThat(rule.metadata().controls())
                        .extracting(ControlRef::id)
                        .allMatch(text::contains);
            }
        }
        assertThat(dir.resolve("one")).isDirectoryContaining("glob:**rules.*");
        try (var files = Files.list(dir.resolve("one"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void every_link_within_leads_somewhere_and_none_leads_out() throws IOException {
        doc(dir, ShippedRules.FOLDER);
        String html = Files.readString(dir.resolve("rules.html"));
        assertThat(links(html, "href=\"#([^\"]+)\"")).isNotEmpty().isSubsetOf(links(html, " id=\"([^\"]+)\""));
        assertThat(links(html, "(?:href|src)=\"([^#\"][^\"]*)\"")).isEmpty();
        assertThat(html).contains("default-src &#39;none&#39;").doesNotContain("http:", "https:", "url(");
        String markdown = Files.readString(dir.resolve("rules.md"));
        assertThat(links(markdown, "]\\(#([^)]+)\\)"))
                .isNotEmpty()
                .isSubsetOf(links(markdown, "<a id=\"([^\"]+)\"></a>"));
    }

    private static Set<String> links(String text, String pattern) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void what_stands_in_a_rule_stays_text() throws IOException {
        Path rules = Files.createDirectories(dir.resolve("rules/manager"));
        String hostile = "<script>alert(1)</script> [a](http://example.org) | `b` <!--";
        String rule = Files.readString(Path.of("rules/manager/key-not-found.drl"));
        Files.writeString(
                rules.resolve("key-not-found.drl"),
                rule.replaceFirst("@title\\(\"[^\"]*\"", "@title(\"" + Matcher.quoteReplacement(hostile) + "\"")
                        .replaceFirst("when\n", "when\n    // ``` </code></pre><script>alert(2)</script>\n"));
        Files.writeString(
                rules.resolve("key-not-found.test.yaml"),
                Files.readString(Path.of("rules/manager/key-not-found.test.yaml"))
                        .replaceFirst("name: '[^']*'", "name: '<b>bold</b>'"));
        assertThat(doc(dir.resolve("out"), dir.resolve("rules")).code()).isZero();
        String html = Files.readString(dir.resolve("out/rules.html"));
        assertThat(html).contains("&lt;script&gt;alert(1)", "&lt;b&gt;bold").doesNotContain("<script>alert", "<b>bold");
        String markdown = Files.readString(dir.resolve("out/rules.md"));
        assertThat(markdown)
                .contains("\\<script\\>alert(1)\\</script\\> \\[a\\](http://example.org) \\| \\`b\\` \\<!--")
                .contains("````\n");
    }

    @Test
    void a_small_catalogue_is_as_reviewed() throws IOException {
        Path rules = Files.createDirectories(dir.resolve("rules"));
        for (String name : new String[] {"manager/key-still-missing", "ssh/password-guessing", "logs/source-silent"}) {
            Files.createDirectories(rules.resolve(name).getParent());
            for (String ending : new String[] {".drl", ".test.yaml"}) {
                Files.copy(Path.of("rules", name + ending), rules.resolve(name + ending));
            }
        }
        Files.copy(Path.of("rules/controls.yaml"), rules.resolve("controls.yaml"));
        assertThat(doc(dir.resolve("out"), rules).code()).isZero();
        Golden.assertSame("catalogue/rules.md", Files.readString(dir.resolve("out/rules.md")));
        Golden.assertSame("catalogue/rules.html", Files.readString(dir.resolve("out/rules.html")));
    }

    @Test
    void a_folder_that_cannot_be_written_is_a_usage_error() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");
        CommandRun run = doc(file, ShippedRules.FOLDER);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be written into " + file, "--out");
    }
}
