package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final Options OPTIONS = Options.of();

    @Test
    void the_targets_hold_up_to_a_multiple_of_a_bare_tomcat_and_a_cpu_time() {
        assertThat(table(20, 70, 250, 1_000).targetsHold()).isTrue();
    }

    @Test
    void a_verification_over_its_multiple_misses_the_target() {
        assertThat(table(20, 71, 250, 1_000).targetsHold()).isFalse();
    }

    @Test
    void an_exchange_or_a_change_over_its_cpu_time_misses_the_target() {
        assertThat(table(20, 70, 251, 1_000).targetsHold()).isFalse();
        assertThat(table(20, 70, 250, 1_001).targetsHold()).isFalse();
    }

    @Test
    void the_slowest_verifications_are_compared_with_those_of_the_constant() {
        assertThat(tail(3).targetsHold()).isTrue();
        assertThat(tail(4).targetsHold()).isFalse();
    }

    @Test
    void changes_of_few_callers_must_not_wait_for_each_other() {
        assertThat(ofFourCallers(4).targetsHold()).isTrue();
        assertThat(ofFourCallers(5).targetsHold()).isFalse();
    }

    @Test
    void a_further_figure_misses_its_target_too() {
        Figure start = Figure.atMost(14, "start", 15, "s CPU");

        ResultTable table = table(20, 70, 250, 1_000).with(List.of(start));

        assertThat(table.targetsHold()).isFalse();
        assertThat(table.print(OPTIONS)).contains("TARGET MISSED: <= 14.00");
    }

    @Test
    void a_short_run_checks_no_target() {
        assertThat(table(20, 90, 900, 9_000).print(Options.of("--seconds=2"))).doesNotContain("TARGET");
    }

    private static ResultTable tail(double ofVerification) {
        return new ResultTable(List.of(
                measurement(Workload.CONSTANT_GET, new WrkReport(1_000, 1, 1, 1)),
                measurement(Workload.VERIFY_FEW, new WrkReport(1_000, 1, 1, ofVerification))));
    }

    private static ResultTable ofFourCallers(double median) {
        return new ResultTable(List.of(
                measurement(Workload.CREATE_BY_ONE, new WrkReport(1_000, 1, 1, 9)),
                measurement(Workload.CREATE_BY_FOUR, new WrkReport(1_000, 1, median, 9))));
    }

    private static Measurement measurement(Workload workload, WrkReport report) {
        return new Measurement(workload, report, new CpuClock.Reading(1_000, 0), 0);
    }

    private static ResultTable table(long tomcat, long verify, long exchange, long create) {
        return new ResultTable(List.of(
                measurement(Workload.TOMCAT_GET, tomcat),
                measurement(Workload.VERIFY_STEADY, verify),
                measurement(Workload.EXCHANGE, exchange),
                measurement(Workload.CREATE, create)));
    }

    private static Measurement measurement(Workload workload, long micros) {
        return new Measurement(workload, new WrkReport(1_000, 1, 1, 2), new CpuClock.Reading(micros * 1_000, 0), 0);
    }
}
