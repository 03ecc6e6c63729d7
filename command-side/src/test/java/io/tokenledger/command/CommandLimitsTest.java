package io.tokenledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.eventstore.StoreLimits;
import org.junit.jupiter.api.Test;

/** The limits of the command side fit together, and with those of the modules below it. */
class CommandLimitsTest {
    @Test
    void a_query_for_a_response_ends_before_the_store_counts_as_silent() {
        assertThat(CommandLimits.MAX_READ_MODEL_WAIT.plus(CommandLimits.QUERY_TRANSIT_ALLOWANCE))
                .isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void the_search_for_keys_ends_within_its_request() {
        assertThat(CommandLimits.KEY_SEARCH_TIMEOUT).isLessThan(AuthenticationLimits.REQUEST_TIMEOUT);
    }

    @Test
    void a_request_that_waits_for_its_turn_ends_within_its_timeout() {
        assertThat(CommandLimits.MAX_PASSWORD_WAIT).isLessThan(AuthenticationLimits.REQUEST_TIMEOUT);
        assertThat(CommandLimits.MAX_LEAK_REPORT_WAIT).isLessThan(AuthenticationLimits.REQUEST_TIMEOUT);
    }

    @Test
    void a_network_can_send_a_report_of_the_maximum_length_in_each_minute() {
        assertThat(CommandLimits.MAX_LISTED_VALUES)
                .isLessThanOrEqualTo(AuthenticationLimits.MAX_REPORTED_VALUES_PER_MINUTE);
    }

    @Test
    void a_bulk_operation_can_change_all_keys_that_it_lists() {
        assertThat(CommandLimits.MAX_LISTED_VALUES).isLessThanOrEqualTo(CommandLimits.MAX_KEYS_PER_OPERATION);
    }

    @Test
    void networks_with_refused_sign_ins_leave_places_for_others() {
        assertThat(CommandLimits.PASSWORD_QUEUE_AFTER_REFUSAL.maxTotal())
                .isLessThan(CommandLimits.PASSWORD_QUEUE.maxTotal());
        assertThat(CommandLimits.PASSWORD_QUEUE_AFTER_REFUSAL.maxPerKey())
                .isLessThanOrEqualTo(CommandLimits.PASSWORD_QUEUE.maxPerKey());
    }

    @Test
    void each_request_in_the_queue_may_wait_for_its_hash() {
        assertThat(CommandLimits.CONCURRENT_PASSWORD_HASHES.maxWaiting())
                .isGreaterThanOrEqualTo(CommandLimits.PASSWORD_QUEUE.maxTotal());
        assertThat(CommandLimits.CONCURRENT_PASSWORD_HASHES.maxWaitingPerKey())
                .isGreaterThanOrEqualTo(CommandLimits.PASSWORD_QUEUE.maxPerKey());
    }

    @Test
    void one_network_leaves_permits_for_others() {
        assertThat(CommandLimits.LEAK_REPORTS.maxPerKey()).isLessThan(CommandLimits.LEAK_REPORTS.maxTotal());
        assertThat(CommandLimits.LEAK_REPORTS.maxWaitingPerKey()).isLessThan(CommandLimits.LEAK_REPORTS.maxWaiting());
        assertThat(CommandLimits.PASSWORD_QUEUE.maxPerKey()).isLessThan(CommandLimits.PASSWORD_QUEUE.maxTotal());
        assertThat(CommandLimits.OIDC_SIGN_INS.maxPerKey()).isLessThan(CommandLimits.OIDC_SIGN_INS.maxTotal());
    }

    @Test
    void a_silent_provider_fails_a_sign_in_before_its_request_and_its_cookie_expire() {
        assertThat(CommandLimits.OIDC_PROVIDER_TIMEOUT)
                .isLessThan(AuthenticationLimits.REQUEST_TIMEOUT)
                .isLessThan(CommandLimits.OIDC_SIGN_IN_LIFETIME);
    }

    @Test
    void an_idempotency_key_outlasts_the_retries_of_its_request() {
        assertThat(ApiLimits.IDEMPOTENCY_KEY_LIFETIME)
                .isGreaterThan(AuthenticationLimits.REQUEST_TIMEOUT.multipliedBy(100));
    }
}
