package protectv.audit.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RotationOrderTest {

    private static void assertOrder(String... oldestFirst) {
        List<Found> expected = new ArrayList<>();
        for (String name : oldestFirst) {
            expected.add(new Found(Path.of(name), name));
        }
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            List<Found> shuffled = new ArrayList<>(expected);
            Collections.shuffle(shuffled, random);
            shuffled.sort(Found.READING_ORDER);
            assertThat(shuffled).isEqualTo(expected);
        }
    }

    @Test
    void numbered_sets_count_down_to_the_file_in_use() {
        assertOrder(
                "auth.log.3.gz", "auth.log.2.gz", "auth.log.1", "auth.log", "syslog.10.gz", "syslog.9.gz", "syslog");
        assertOrder("messages.1", "messages.0", "messages");
        assertOrder("ProtectV.log.2", "ProtectV.log.1", "ProtectV.log");
    }

    @Test
    void dated_sets_go_by_date_to_the_file_in_use() {
        assertOrder("auth.log-20171012.gz", "auth.log-20171013", "auth.log");
        assertOrder("auth.log-20171012-0100", "auth.log-20171012-2300.xz", "auth.log");
        assertOrder("auth.log.2017-10-12", "auth.log.2017-11-01.zst", "auth.log");
        assertOrder("auth.log-1507791494", "auth.log-1507877894", "auth.log");
        assertOrder("app-2017-10-12-1.log", "app-2017-10-12-2.log", "app-2017-10-12-10.log", "app.log");
    }

    @Test
    void a_folders_own_files_precede_those_of_its_subfolders() {
        assertOrder("a/x.log.1", "a/x.log", "a/z.log", "a/b/x.log", "a-b/x.log");
    }
}
