package protectv.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.ShippedRules;
import protectv.audit.rule.ControlRef;

class PolicyTest {

    @TempDir
    private Path path;

    private PolicyFolder folder = new PolicyFolder(Path.of("."));

    @BeforeEach
    void useFolder() {
        folder = new PolicyFolder(path);
    }

    @Test
    void a_folder_without_files_says_nothing() throws Exception {
        Policy policy = folder.load();
        assertThat(policy.inventory()).isEqualTo(Inventory.EMPTY);
        assertThat(policy.lists().lists()).isEmpty();
        assertThat(policy.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void the_shipped_files_are_in_order() throws Exception {
        Policy policy = Policy.load(ShippedRules.FOLDER);
        assertThat(policy.waivers()).isEmpty();
        assertThat(policy.titles().title(new ControlRef("nist-800-53", "AC-7"))).isEqualTo("Failed logins are limited");
    }

    @Test
    void a_control_that_is_not_listed_is_called_by_its_id() throws Exception {
        folder.with("controls.yaml", "controls:", "  - {catalogue: nist-800-53, id: 'AC-2', title: 'Accounts'}");
        ControlTitles titles = folder.load().titles();
        assertThat(titles.title(new ControlRef("nist-800-53", "AC-2"))).isEqualTo("Accounts");
        assertThat(titles.title(new ControlRef("nist-800-53", "AC-3"))).isEqualTo("AC-3");
        assertThat(titles.title(new ControlRef("pci-dss-4", "AC-2"))).isEqualTo("AC-2");
    }

    @Test
    void a_control_listed_twice_is_refused() throws Exception {
        folder.with(
                "controls.yaml",
                "controls:",
                "  - {catalogue: nist-800-53, id: 'AC-2', title: 'Accounts'}",
                "  - {catalogue: nist-800-53, id: 'AC-2', title: 'Accounts again'}");
        assertThat(folder.problems())
                .containsExactly("controls.yaml:3:5: nist-800-53:AC-2 of control 2 is listed twice; take one out");
    }

    @Test
    void the_digest_is_of_names_and_texts() throws Exception {
        String none = folder.load().digest();
        folder.with("lists/a.txt", "x");
        String one = folder.load().digest();
        Files.move(path.resolve("lists/a.txt"), path.resolve("lists/b.txt"));
        String renamed = folder.load().digest();
        folder.with("lists/b.txt", "y");
        String changed = folder.load().digest();
        folder.with("inventory.yaml", "managers: []");
        String more = folder.load().digest();
        assertThat(new String[] {none, one, renamed, changed, more}).doesNotHaveDuplicates();
        assertThat(folder.load().digest()).isEqualTo(more);
    }

    @Test
    void problems_of_all_files_are_told_together() throws Exception {
        folder.with("waivers.yaml", "x: 1").with("inventory.yaml", "x: 1").with("controls.yaml", "x: 1");
        assertThat(folder.problems()).hasSize(3);
    }
}
