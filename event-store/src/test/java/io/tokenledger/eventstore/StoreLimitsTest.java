package io.tokenledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The limits of the event store fit together. */
class StoreLimitsTest {
    @Test
    void a_last_wait_is_a_small_part_of_all_waits() {
        assertThat(StoreLimits.MIN_RESPONSE_WAIT).isLessThan(StoreLimits.MAX_RESPONSE_WAIT.dividedBy(4));
    }

    @Test
    void a_migration_outlasts_a_request() {
        assertThat(StoreLimits.LONG_WORK_TIMEOUT).isGreaterThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void a_lost_process_releases_its_locks_while_the_requests_behind_it_still_wait() {
        assertThat(StoreLimits.APPEND_TRANSACTION_TIMEOUT).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void a_request_that_reads_an_event_from_axon_server_learns_that_the_read_failed() {
        assertThat(StoreLimits.AXON_SERVER_READ_TIMEOUT).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void a_recorded_append_outlasts_the_transaction_that_records_it() {
        assertThat(StoreLimits.RECENT_APPEND_RETENTION)
                .isGreaterThan(StoreLimits.APPEND_TRANSACTION_TIMEOUT)
                .isGreaterThan(StoreLimits.MAX_RESPONSE_WAIT);
    }
}
