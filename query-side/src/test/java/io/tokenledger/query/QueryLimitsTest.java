package io.tokenledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.eventstore.StoreLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits of the query side fit together, and with those of the event store. */
class QueryLimitsTest {
    @Test
    void a_delivery_fails_before_its_transaction_is_ended() {
        assertThat(SinkLimits.SINK_TIMEOUT.multipliedBy(2)) // to connect, and to wait for the response
                .isLessThan(QueryLimits.IDLE_TRANSACTION_TIMEOUT);
    }

    @Test
    void the_pause_after_failures_grows() {
        assertThat(SinkLimits.MIN_SINK_RETRY_PAUSE).isLessThan(SinkLimits.MAX_SINK_RETRY_PAUSE);
        assertThat(QueryLimits.MIN_REPLAY_RETRY_PAUSE).isLessThan(QueryLimits.MAX_REPLAY_RETRY_PAUSE);
    }

    @Test
    void a_replay_that_waits_for_a_lock_learns_that_it_failed() {
        assertThat(QueryLimits.TABLE_LOCK_TIMEOUT).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void a_sandbox_outlasts_its_replay() {
        assertThat(QueryLimits.SANDBOX_LIFETIME).isGreaterThan(StoreLimits.LONG_WORK_TIMEOUT);
    }

    @Test
    void a_listing_of_sessions_ends_before_the_store_counts_as_silent() {
        assertThat(QueryLimits.MAX_SESSION_LISTING_WAIT).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void one_account_never_takes_the_permits_that_are_reserved_for_superusers_and_auditors() {
        for (Bulkhead.Limit limit :
                List.of(QueryLimits.AUDIT_EXPORTS, QueryLimits.EXPOSURE_REPORTS, QueryLimits.POLICY_SIMULATIONS)) {
            assertThat(limit.maxPerKey()).isLessThanOrEqualTo(limit.maxTotal() / 2);
        }
    }

    @Test
    void a_mail_server_is_tried_several_times_before_its_failure_is_reported() {
        assertThat(QueryLimits.MAX_NOTICE_FAILURE).isGreaterThan(QueryLimits.MAX_MAIL_RETRY_PAUSE.multipliedBy(2));
    }

    @Test
    void all_sandboxes_and_a_rebuild_are_in_the_listing_of_replays() {
        assertThat(QueryLimits.MAX_SANDBOXES).isLessThan(QueryLimits.MAX_LISTED_REPLAYS);
    }
}
