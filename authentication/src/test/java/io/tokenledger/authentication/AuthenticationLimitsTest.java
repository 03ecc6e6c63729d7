package io.tokenledger.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The limits of authentication fit together. */
class AuthenticationLimitsTest {
    @Test
    void a_command_gives_up_before_its_request() {
        assertThat(AuthenticationLimits.COMMAND_TIMEOUT).isLessThan(AuthenticationLimits.REQUEST_TIMEOUT);
    }

    @Test
    void a_command_that_waits_for_other_commands_still_has_time_to_run() {
        assertThat(AuthenticationLimits.ADMISSION_TIMEOUT).isLessThan(AuthenticationLimits.COMMAND_TIMEOUT);
    }

    @Test
    void a_command_waits_longer_than_the_lease_of_a_lost_process_lasts() {
        assertThat(AuthenticationLimits.COMMAND_TIMEOUT)
                .isGreaterThan(AuthenticationLimits.MAX_STALENESS_LIMIT.plus(AuthenticationLimits.LEASE_MARGIN));
    }

    @Test
    void the_margin_of_a_lease_is_at_most_the_smallest_staleness_limit() {
        assertThat(AuthenticationLimits.LEASE_MARGIN).isLessThanOrEqualTo(AuthenticationLimits.MIN_STALENESS_LIMIT);
    }

    @Test
    void some_staleness_limits_are_allowed() {
        assertThat(AuthenticationLimits.MIN_STALENESS_LIMIT).isLessThan(AuthenticationLimits.MAX_STALENESS_LIMIT);
    }

    @Test
    void an_expired_lease_is_deleted_long_after_all_processes_ignore_it() {
        assertThat(AuthenticationLimits.EXPIRED_LEASE_RETENTION)
                .isGreaterThan(AuthenticationLimits.MAX_STALENESS_LIMIT.multipliedBy(10));
    }

    @Test
    void a_statement_about_leases_waits_for_a_connection_less_than_its_command_waits_for_the_leases() {
        assertThat(AuthenticationLimits.LEASE_CONNECTION_TIMEOUT).isLessThan(AuthenticationLimits.COMMAND_TIMEOUT);
    }

    @Test
    void usage_records_of_the_last_requests_are_written_after_these_requests_time_out() {
        assertThat(AuthenticationLimits.USAGE_WRITER_STOP_TIMEOUT).isGreaterThan(AuthenticationLimits.REQUEST_TIMEOUT);
    }

    @Test
    void a_revocation_is_kept_longer_than_clocks_differ() {
        assertThat(AuthenticationLimits.REVOCATION_RETENTION).isGreaterThan(AuthenticationLimits.MAX_CLOCK_SKEW);
    }
}
