package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void rows_of_different_kinds_share_no_keys() {
        assertThat(Workload.VERIFY_FEW.keys(100_000, 6)).isEqualTo(new Workload.Range(1, 1_000, 1));
        assertThat(Workload.VERIFY_STEADY.keys(100_000, 6)).isEqualTo(new Workload.Range(1_001, 11_000, 1));
        assertThat(Workload.VERIFY_FIRST.keys(100_000, 6)).isEqualTo(new Workload.Range(11_001, 100_000, 1));
    }

    @Test
    void changes_use_one_key_of_each_account() {
        assertThat(Workload.CREATE.keys(100_000, 6)).isEqualTo(new Workload.Range(1, 100_000, 100));
    }

    @Test
    void few_callers_send_the_same_change_as_many() {
        assertThat(Workload.CREATE_BY_FOUR.callers()).isEqualTo(4);
        assertThat(Workload.CREATE_BY_FOUR.change()).isEqualTo("create");
        assertThat(Workload.CREATE_BY_FOUR.changesKeys()).isTrue();
        assertThat(Workload.VERIFY_FEW.changesKeys()).isFalse();
    }

    @Test
    void each_row_is_compared_with_constants_of_the_same_method() {
        for (Workload row : Workload.values()) {
            assertThat(row.constant().method()).isEqualTo(row.method());
            assertThat(row.bareTomcat().method()).isEqualTo(row.method());
        }
    }
}
