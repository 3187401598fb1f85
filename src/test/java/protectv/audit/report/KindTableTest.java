package protectv.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KindTableTest {

    private static KindTable of(AuditReport report) {
        return KindTable.of(report, new Wording(report.period().zone()));
    }

    @Test
    void each_window_has_its_column_also_the_last_hour_of_a_day_of_25() {
        AuditReport report = SampleReports.full();
        KindTable table = of(report);
        assertThat(table.perColumn()).isEqualTo("1 day");
        assertThat(table.columns()).hasSize(9).startsWith("2017-10-23").endsWith("2017-10-29", "23:00", "2017-10-30");
        assertThat(table.rows()).allSatisfy(row -> {
            assertThat(row.total()).isEqualTo(report.summary().eventsByKind().get(row.kind()));
            assertThat(row.cells()).hasSize(9);
            assertThat(row.cells().stream().mapToLong(KindTable.Cell::count).sum())
                    .isEqualTo(row.total());
            assertThat(row.cells()).extracting(KindTable.Cell::shade).contains(4);
        });
    }

    @Test
    void many_windows_share_columns_and_no_event_is_lost() {
        AuditReport report = SampleReports.large(900);
        KindTable table = of(report);
        assertThat(table.columns()).hasSize(24);
        assertThat(table.perColumn()).isEqualTo("30 hours");
        assertThat(table.rows()).singleElement().satisfies(row -> {
            assertThat(row.total()).isEqualTo(672 * 40);
            assertThat(row.cells().stream().mapToLong(KindTable.Cell::count).sum())
                    .isEqualTo(row.total());
            assertThat(row.cells().get(10).shade()).as("the gap").isZero();
        });
    }

    @Test
    void counts_are_brief() {
        assertThat(List.of(0L, 7L, 999L, 1_000L, 1_449L, 9_949L, 9_950L, 999_499L, 999_500L, 12_345_678L))
                .extracting(count -> new KindTable.Cell(count, 1).brief())
                .containsExactly("", "7", "999", "1.0k", "1.4k", "9.9k", "10k", "999k", "1.0M", "12M");
    }
}
