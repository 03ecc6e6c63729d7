package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void the_bars_hold_up_to_twice_a_constant_and_300_microseconds() {
        assertThat(table(40, 80, 300).barsHold()).isTrue();
    }

    @Test
    void a_check_over_twice_its_constant_does_not_hold() {
        assertThat(table(40, 81, 300).barsHold()).isFalse();
    }

    @Test
    void an_exchange_over_300_microseconds_does_not_hold() {
        assertThat(table(40, 80, 301).barsHold()).isFalse();
    }

    private static ResultTable table(long constant, long verify, long exchange) {
        return new ResultTable(List.of(
                measurement(Workload.CONSTANT_GET, constant),
                measurement(Workload.VERIFY_STEADY, verify),
                measurement(Workload.EXCHANGE, exchange)));
    }

    private static Measurement measurement(Workload workload, long micros) {
        return new Measurement(workload, new WrkReport(1_000, 1, 1, 2), new CpuClock.Reading(micros * 1_000, 0), 0);
    }
}
