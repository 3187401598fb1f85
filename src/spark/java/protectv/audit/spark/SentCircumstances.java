package protectv.audit.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import protectv.audit.activity.Heard;
import protectv.audit.event.InputFile;
import protectv.audit.policy.Inventory;
import protectv.audit.policy.ValueLists;
import protectv.audit.run.Circumstances;

/** What rules see beside events, as it travels. */
record SentCircumstances(
        Inventory inventory, Map<String, List<String>> lists, Heard heard, List<InputFile> files, long knownUntil)
        implements Serializable {

    static SentCircumstances of(Circumstances all) {
        Map<String, List<String>> entries = new TreeMap<>();
        all.lists().lists().forEach((name, list) -> entries.put(name, list.entries()));
        return new SentCircumstances(all.inventory(), entries, all.heard(), all.files(), all.knownUntil());
    }

    Circumstances received() {
        return new Circumstances(inventory, ValueLists.of(lists), heard, files, knownUntil);
    }
}
