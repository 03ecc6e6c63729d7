package io.tokenledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The limits of the HTTP edge fit together. */
class ApiLimitsTest {
    @Test
    void a_list_of_values_may_be_longer_than_another_body() {
        assertThat(ApiLimits.MAX_LIST_BODY_BYTES).isGreaterThan(ApiLimits.MAX_BODY_BYTES);
    }

    @Test
    void the_default_page_is_allowed() {
        assertThat(ApiLimits.DEFAULT_PAGE_SIZE).isBetween(1, ApiLimits.MAX_PAGE_SIZE);
    }

    @Test
    void the_first_row_of_the_last_page_has_a_position() {
        assertThat((long) ApiLimits.MAX_PAGE_INDEX * ApiLimits.MAX_PAGE_SIZE).isLessThan(Integer.MAX_VALUE);
        assertThat((long) ApiLimits.MAX_OFFSET + ApiLimits.MAX_PAGE_SIZE).isLessThan(Integer.MAX_VALUE);
    }

    @Test
    void a_request_waits_longer_for_a_permit_than_a_usual_body_takes_to_arrive() {
        assertThat(ApiLimits.MAX_BODY_PERMIT_WAIT).isGreaterThan(ApiLimits.MAX_WAIT_WITHOUT_PERMIT);
    }

    @Test
    void the_rest_of_a_rejected_body_is_read_at_most_as_long_as_a_blocking_read_lasts_after_the_timeout() {
        assertThat(ApiLimits.DISCARD_TIMEOUT).isLessThanOrEqualTo(ApiLimits.BODY_TIMEOUT_GRACE);
    }

    @Test
    void slow_clients_never_occupy_all_threads() {
        assertThat(2 * ApiLimits.MAX_BLOCKED_THREADS_SHARE + ApiLimits.MAX_WAITING_THREADS_SHARE)
                .isLessThan(1);
    }

    @Test
    void one_client_network_never_occupies_all_threads_for_slow_clients() {
        assertThat(ApiLimits.MAX_ADDRESS_THREADS_SHARE)
                .isLessThan(ApiLimits.MAX_BLOCKED_THREADS_SHARE)
                .isLessThan(ApiLimits.MAX_WAITING_THREADS_SHARE);
    }
}
