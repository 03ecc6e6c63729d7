package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkReportTest {
    private static final String GOOD = """
            Running 10s test @ http://127.0.0.1:8080
              2 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.50ms    2.00ms  40.00ms   90.00%
                Req/Sec    10.00k     1.00k   12.00k    67.50%
              Latency Distribution
                 50%  950.00us
                 75%    1.40ms
                 90%    3.00ms
                 99%    1.20s
              200000 requests in 10.00s, 67.68MB read
            Requests/sec:  20000.00
            Transfer/sec:      6.77MB
            """;

    @Test
    void reads_what_wrk_says_in_whatever_unit() {
        assertThat(WrkReport.parse(GOOD)).isEqualTo(new WrkReport(200_000, 10, 0.95, 1_200));
    }

    @Test
    void a_request_that_failed_fails_the_run() {
        assertThatThrownBy(() -> WrkReport.parse(GOOD + "  Non-2xx or 3xx responses: 3\n"))
                .hasMessageContaining("Non-2xx or 3xx responses: 3");
        assertThatThrownBy(() -> WrkReport.parse(GOOD + "  Socket errors: connect 0, read 0, write 0, timeout 51\n"))
                .hasMessageContaining("timeout 51");
    }

    @Test
    void no_request_at_all_fails_the_run() {
        assertThatThrownBy(() -> WrkReport.parse("unable to connect")).hasMessageContaining("no requests");
    }
}
