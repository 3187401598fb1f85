package protectv.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in a real Chromium, as {@code src/test/browser/check-report.mjs} says. Needs node, Chromium, and the modules that
 * the script names in {@code NODE_PATH}; without them it is skipped, but not in CI.
 */
class BrowserIT {

    private static final Path CHROMIUM =
            Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));

    private static boolean isReady() {
        String modules = System.getenv("NODE_PATH");
        return modules != null
                && Files.isDirectory(Path.of(modules).resolve("@axe-core/playwright"))
                && Files.isExecutable(CHROMIUM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reports/example/report.html",
                "src/test/resources/golden/report/full.html",
                "src/test/resources/golden/report/hostile.html"
            })
    void a_reader_meets_no_error_no_request_and_no_barrier(String page) throws IOException, InterruptedException {
        boolean ready = isReady();
        if (System.getenv("CI") != null) {
            assertThat(ready)
                    .as("Chromium, and NODE_PATH with playwright-core and @axe-core/playwright")
                    .isTrue();
        }
        assumeTrue(ready, "no Chromium, or no modules in NODE_PATH");
        Process process = new ProcessBuilder("node", "src/test/browser/check-report.mjs", page)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
