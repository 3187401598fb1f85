package protectv.audit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowGridTest {

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2017-03-24T00:00:00Z, 2017-03-28T00:00:00Z",
        "Europe/Berlin, 2017-10-27T00:00:00Z, 2017-10-31T00:00:00Z",
        "Australia/Lord_Howe, 2017-04-01T00:00:00Z, 2017-04-04T00:00:00Z",
        "Australia/Lord_Howe, 2017-09-30T00:00:00Z, 2017-10-03T00:00:00Z",
        "America/Sao_Paulo, 2017-10-13T00:00:00Z, 2017-10-17T00:00:00Z",
        "America/Sao_Paulo, 2018-02-16T00:00:00Z, 2018-02-20T00:00:00Z",
        "Asia/Beirut, 2018-03-23T00:00:00Z, 2018-03-27T00:00:00Z",
        "Africa/Cairo, 2014-07-30T00:00:00Z, 2014-08-02T00:00:00Z",
        "Pacific/Apia, 2011-12-28T00:00:00Z, 2012-01-02T00:00:00Z",
        "UTC, 2016-02-27T00:00:00Z, 2016-03-02T00:00:00Z",
        "Africa/Monrovia, 1972-01-05T00:00:00Z, 1972-01-09T00:00:00Z",
    })
    void windows_partition_time(String zone, Instant from, Instant to) {
        for (String length : new String[] {"PT15M", "PT20M", "PT1H", "PT6H", "P1D", "P2D", "P7D"}) {
            WindowGrid grid = new WindowGrid(ZoneId.of(zone), Duration.parse(length));
            Window first = grid.windowOf(from);
            Window window = first;
            long windows = 1;
            while (window.end().isBefore(to)) {
                Instant end = window.end();
                Window next = grid.windowOf(end);
                assertThat(next.start())
                        .as("%s %s after %s", zone, length, window)
                        .isEqualTo(end);
                assertThat(grid.windowOf(end.minusMillis(1))).isEqualTo(window);
                assertThat(grid.isBoundary(end)).isTrue();
                assertThat(grid.isBoundary(end.minusMillis(1))).isFalse();
                window = next;
                windows++;
            }
            assertThat(grid.count(first.start(), window.end()))
                    .as("%s %s", zone, length)
                    .isEqualTo(windows);
        }
    }
}
