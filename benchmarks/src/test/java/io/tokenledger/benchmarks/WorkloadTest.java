package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void rows_of_different_kinds_share_no_keys() {
        assertThat(Workload.VERIFY_FEW.keys(100_000, 6)).isEqualTo(new Workload.Range(1, 1_000));
        assertThat(Workload.VERIFY_STEADY.keys(100_000, 6)).isEqualTo(new Workload.Range(1_001, 11_000));
        assertThat(Workload.VERIFY_FIRST.keys(100_000, 6)).isEqualTo(new Workload.Range(11_001, 100_000));
    }

    @Test
    void the_worst_case_and_the_constants_have_no_bar() {
        assertThat(Workload.VERIFY_STEADY.hasBar()).isTrue();
        assertThat(Workload.EXCHANGE.hasBar()).isTrue();
        assertThat(Workload.INTROSPECT_FIRST.hasBar()).isFalse();
        assertThat(Workload.CONSTANT_POST.hasBar()).isFalse();
    }
}
