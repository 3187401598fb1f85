package protectv.audit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static protectv.audit.history.HistoryTest.client;
import static protectv.audit.history.HistoryTest.day;
import static protectv.audit.history.HistoryTest.finding;
import static protectv.audit.history.HistoryTest.heard;
import static protectv.audit.history.HistoryTest.run;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import protectv.audit.event.Event;

/** What befalls a history: runs that are killed, two at once, tables of another version. */
@ParameterizedClass
@EnumSource(Kind.class)
class HistoryMishapsTest {

    private final Kind kind;

    @TempDir
    Path dir;

    String place;

    HistoryMishapsTest(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void choose() throws Exception {
        place = kind.fresh(dir);
    }

    private void harm(String sql) throws Exception {
        try (Connection connection = kind.connect(place);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_run_killed_at_any_moment_is_recorded_whole_or_not_at_all() throws Exception {
        List<Event> old = List.of(client(0.2, "old"), client(0.4, "old"));
        int whole = 0;
        for (int kill = 0; kill < 5; kill++) {
            try (History history = History.open(place)) {
                history.prune(Instant.MAX);
                history.record(run(0, 1), List.of(finding("PV-1", "old")), old, List.of(heard("m1", 0.4)));
            }
            recordAndKillAfter(kill * 90L);
            try (History history = History.open(place)) {
                List<Event> events = history.remembered(Instant.MIN, Instant.MAX);
                assertThat(history.runs()).hasSize(1);
                boolean replaced = events.size() != old.size();
                String state = replaced ? "new" : "old";
                whole += replaced ? 1 : 0;
                assertThat(events).hasSize(replaced ? RecordingProcess.EVENTS : old.size());
                assertThat(events).allMatch(event -> event.message().startsWith(state));
                assertThat(history.findings(history.runs().get(0))).containsExactly(finding("PV-1", state));
                assertThat(history.lastHeard(day(9))).containsExactly(heard("m1", replaced ? 0.7 : 0.4));
            }
        }
        assertThat(whole).as("kills that came too late to harm").isLessThan(5);
        try (History history = History.open(place)) {
            history.record(run(0, 1), List.of(), RecordingProcess.events(), List.of());
            assertThat(history.remembered(day(0), day(1))).hasSize(RecordingProcess.EVENTS);
        }
    }

    private void recordAndKillAfter(long millis) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RecordingProcess.class.getName(),
                        place)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("records");
            Thread.sleep(millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void of_two_that_record_the_same_run_at_once_on_a_new_history_one_is_left_whole() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> done = new ArrayList<>();
            for (String who : List.of("a", "b")) {
                done.add(two.submit((Callable<String>) () -> {
                    together.await();
                    try (History history = History.open(place)) {
                        history.record(
                                run(0, 1),
                                List.of(finding("PV-1", who), finding("PV-2", who)),
                                List.of(client(-1, "shared"), client(0.5, who)),
                                List.of(heard(who, 0.5)));
                    }
                    return who;
                }));
            }
            for (Future<String> each : done) {
                each.get();
            }
        } finally {
            two.shutdownNow();
        }
        try (History history = History.open(place)) {
            assertThat(history.runs()).hasSize(1);
            String who = history.lastHeard(day(9)).get(0).source().name();
            assertThat(history.findings(history.runs().get(0)))
                    .containsExactly(finding("PV-1", who), finding("PV-2", who));
            assertThat(history.remembered(Instant.MIN, Instant.MAX))
                    .extracting(Event::message)
                    .containsExactly("shared", who);
        }
    }

    @Test
    void a_history_in_use_for_long_is_said() throws Exception {
        History.open(place).close();
        try (Connection holder = kind.connect(place);
                Connection late = kind.connect(place)) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute(kind == Kind.SQLITE ? "delete from run" : "lock table run in exclusive mode");
            late.createStatement()
                    .execute(kind == Kind.SQLITE ? "pragma busy_timeout = 1" : "set lock_timeout = '1ms'");
            Location location = Location.of(place, false);
            assertThatThrownBy(() -> late.createStatement().execute("delete from run"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(Trouble.of(location, "written", e))
                                    .hasMessageContaining("cannot be written: another run has been using it")
                                    .hasMessageContaining("try again"));
        }
    }

    @Test
    void a_history_of_a_newer_version_is_refused_and_left_as_it_is() throws Exception {
        History.open(place).close();
        harm("insert into history_schema select 99, '99', 'future', type, 'V99__future.sql', checksum, installed_by,"
                + " installed_on, execution_time, success from history_schema where version = '1'");
        assertThatThrownBy(() -> History.open(place))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("newer protectv-audit");
    }

    @Test
    void tables_of_another_program_are_refused_and_left_as_they_are() throws Exception {
        harm("create table invoices (id int)");
        assertThatThrownBy(() -> History.open(place))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("not of this program")
                .hasMessageContaining("of its own");
        harm("insert into invoices values (1)");
    }

    @Test
    void content_that_was_tampered_with_is_said() throws Exception {
        try (History history = History.open(place)) {
            history.record(run(0, 1), List.of(), List.of(client(0.5, "x")), List.of());
            harm("update remembered set content = '{\"kind\": \"NO_SUCH\"}'");
            assertThatThrownBy(() -> history.remembered(day(0), day(1)))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("cannot be read");
        }
    }
}
