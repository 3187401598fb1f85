package protectv.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.Schemas;
import protectv.audit.rule.RulesException;

/** The schemas that editors read, and the readers of the program, say the same of a file. */
class PolicySchemaTest {

    private static final String WAIVER =
            "waivers: [{rule: PV-KEY-001, subject: s, reason: r, owner: o, expires: 2026-12-31";

    @TempDir
    Path dir;

    private boolean isRead(String name, String yaml) throws IOException {
        Files.writeString(dir.resolve(name + ".yaml"), yaml);
        try {
            Policy.load(dir);
            return true;
        } catch (RulesException e) {
            return false;
        }
    }

    @Test
    void every_shipped_file_obeys_its_schema() throws IOException {
        for (String name : List.of("waivers", "inventory", "controls")) {
            for (String folder : List.of("rules", "src/samples")) {
                try (Stream<Path> files = Files.walk(Path.of(folder))) {
                    for (Path file :
                            files.filter(path -> path.endsWith(name + ".yaml")).toList()) {
                        assertThat(Schemas.problems(name, Files.readString(file)))
                                .as(file.toString())
                                .isEmpty();
                    }
                }
            }
        }
        assertThat(Path.of("rules/controls.yaml")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waivers|",
                "waivers|# nothing yet",
                "waivers|waivers:",
                "waivers|waivers: []",
                "waivers|" + WAIVER + "}]",
                "waivers|" + WAIVER + ", max-severity: low}]",
                "inventory|managers: [gordium, {name: telmissus, aliases: [192.0.2.7], max-gap: 30m}]",
                "inventory|managers:\nclients: [web01]",
                "inventory|managers: [{name: a, aliases: []}]",
                "controls|controls: [{catalogue: c, id: '1', title: t}, {catalogue: c, edition: e, id: '2', title: t}]"
            })
    void both_accept(String sample) throws IOException {
        String name = sample.substring(0, sample.indexOf('|'));
        String yaml = sample.substring(name.length() + 1);
        assertThat(Schemas.problems(name, yaml)).isEmpty();
        assertThat(isRead(name, yaml)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waivers|[]",
                "waivers|waiver: []",
                "waivers|waivers: {}",
                "waivers|waivers: [a]",
                "waivers|waivers: [{rule: PV-KEY-001, subject: s, reason: r, owner: o}]",
                "waivers|waivers: [{rule: KEY-1, subject: s, reason: r, owner: o, expires: 2026-12-31}]",
                "waivers|waivers: [{rule: PV-KEY-001, subject: s, reason: ' ', owner: o, expires: 2026-12-31}]",
                "waivers|waivers: [{rule: PV-KEY-001, subject: s, reason: r, owner: 5, expires: 2026-12-31}]",
                "waivers|waivers: [{rule: PV-KEY-001, subject: s, reason: r, owner: o, expires: 2026-13-01}]",
                "waivers|waivers: [{rule: PV-KEY-001, subject: s, reason: r, owner: o, expires: tomorrow}]",
                "waivers|" + WAIVER + ", max-severity: severe}]",
                "waivers|" + WAIVER + ", ticket: '1'}]",
                "inventory|hosts: [a]",
                "inventory|managers: gordium",
                "inventory|managers: [5]",
                "inventory|managers: ['']",
                "inventory|managers: [{aliases: [a]}]",
                "inventory|managers: [{name: a, aliases: b}]",
                "inventory|managers: [{name: a, aliases: ['']}]",
                "inventory|clients: [{name: a, max-gap: half an hour}]",
                "inventory|clients: [{name: a, max-gap: 0m}]",
                "inventory|clients: [{name: a, role: b}]",
                "controls|controls: [{catalogue: c, id: '1'}]",
                "controls|controls: [{catalogue: c, id: '1', title: t, text: x}]",
                "controls|controls: [{catalogue: c, id: '1', title: t, edition: ''}]",
                "controls|titles: []"
            })
    void both_refuse(String sample) throws IOException {
        String name = sample.substring(0, sample.indexOf('|'));
        String yaml = sample.substring(name.length() + 1);
        assertThat(Schemas.problems(name, yaml)).isNotEmpty();
        assertThat(isRead(name, yaml)).isFalse();
    }

    @Test
    void a_key_that_one_knows_is_known_to_the_other() throws IOException {
        assertThat(Schemas.properties(Schemas.json("waivers").at("/$defs/waiver")))
                .isEqualTo(WaiverFile.KEYS);
        assertThat(Schemas.properties(Schemas.json("inventory").at("/$defs/machine/anyOf/1")))
                .isEqualTo(InventoryFile.KEYS);
        assertThat(Schemas.properties(Schemas.json("controls").at("/$defs/control")))
                .isEqualTo(ControlTitles.KEYS);
        for (String name : List.of("waivers", "inventory", "controls")) {
            for (String key : Schemas.properties(Schemas.json(name))) {
                assertThat(isRead(name, key + ":\n")).as(key).isTrue();
            }
        }
    }
}
