package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.query.QueryLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** The fixed limits of all modules, the default properties and nginx fit together. */
class LimitsTest {
    private static final int CHARACTERS_AFTER_PREFIX = 71;

    private final PropertySourcesPropertyResolver properties = defaults();
    private final String nginx = read("deploy/nginx/nginx.conf");

    @Test
    void a_request_outlasts_a_silent_store() {
        assertThat(AuthenticationLimits.REQUEST_TIMEOUT).isGreaterThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void a_command_outlasts_the_locks_of_a_lost_process() {
        assertThat(AuthenticationLimits.COMMAND_TIMEOUT)
                .isGreaterThan(StoreLimits.APPEND_TRANSACTION_TIMEOUT)
                .isGreaterThan(idleTransaction());
    }

    @Test
    void the_default_staleness_limit_is_allowed() {
        assertThat(duration("ledger.staleness-limit"))
                .isBetween(AuthenticationLimits.MIN_STALENESS_LIMIT, AuthenticationLimits.MAX_STALENESS_LIMIT);
    }

    @Test
    void a_request_waits_for_a_connection_less_than_for_a_silent_store() {
        assertThat(milliseconds("spring.datasource.hikari.connection-timeout"))
                .isLessThan(StoreLimits.MAX_RESPONSE_WAIT)
                .isGreaterThan(AuthenticationLimits.LEASE_CONNECTION_TIMEOUT);
    }

    @Test
    void the_deadline_of_a_request_ends_a_wait_before_the_driver_does() {
        assertThat(StoreLimits.MAX_RESPONSE_WAIT)
                .isLessThan(duration("spring.datasource.hikari.data-source-properties.socketTimeout"));
    }

    @Test
    void the_idle_transaction_of_an_append_ends_first_and_that_of_a_delivery_last() {
        assertThat(idleTransaction())
                .isBetween(StoreLimits.APPEND_TRANSACTION_TIMEOUT, QueryLimits.IDLE_TRANSACTION_TIMEOUT);
    }

    @Test
    void an_append_to_axon_server_fails_before_its_request() {
        assertThat(milliseconds("axon.axonserver.commit-timeout")).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void a_use_waits_for_its_record_less_than_for_a_silent_store() {
        assertThat(duration("ledger.use.max-wait")).isLessThan(StoreLimits.MAX_RESPONSE_WAIT);
    }

    @Test
    void a_batch_of_usage_records_is_smaller_than_the_queue() {
        assertThat(AuthenticationLimits.MAX_USAGE_BATCH).isLessThan(number("ledger.use.max-waiting-records"));
    }

    @Test
    void concurrent_commands_leave_connections_for_other_work() {
        assertThat(number("ledger.commands-at-once")).isLessThan(number("spring.datasource.hikari.maximum-pool-size"));
    }

    @Test
    void each_component_stops_within_its_phase_of_the_shutdown() {
        assertThat(List.of(
                        AuthenticationLimits.FOLLOWER_STOP_TIMEOUT,
                        AuthenticationLimits.USAGE_WRITER_STOP_TIMEOUT,
                        QueryLimits.REPLAY_STOP_TIMEOUT))
                .allMatch(stop -> stop.compareTo(duration("spring.lifecycle.timeout-per-shutdown-phase")) < 0);
    }

    @Test
    void a_report_gets_its_permit_and_its_projections_within_its_request() {
        assertThat(ApiLimits.MAX_PERMIT_WAIT.plus(duration("ledger.read.longest-wait")))
                .isLessThan(AuthenticationLimits.REQUEST_TIMEOUT);
    }

    @Test
    void a_search_for_keys_outlasts_the_wait_for_its_projections() {
        assertThat(duration("ledger.read.longest-wait"))
                .isLessThan(CommandLimits.KEY_SEARCH_TIMEOUT)
                .isLessThan(CommandLimits.IDLE_KEY_SEARCH_TIMEOUT);
        assertThat(QueryLimits.MAX_ERASURE_WAIT).isLessThan(CommandLimits.KEY_SEARCH_TIMEOUT);
    }

    @Test
    void sign_ins_leave_threads_for_other_requests() {
        assertThat(CommandLimits.PASSWORD_QUEUE.maxTotal() + CommandLimits.OIDC_SIGN_INS.maxTotal())
                .isLessThan(number("server.tomcat.threads.max"));
    }

    @Test
    void only_lists_of_keys_need_the_larger_body_limit_and_the_longest_fits() {
        int item = properties.getRequiredProperty("ledger.api-key-prefix").length()
                + CHARACTERS_AFTER_PREFIX
                + "\"\",".length();

        assertThat(CommandLimits.MAX_LISTED_VALUES * item)
                .isGreaterThan(ApiLimits.MAX_BODY_BYTES)
                .isLessThan(ApiLimits.MAX_LIST_BODY_BYTES);
    }

    @Test
    void a_rejected_body_is_discarded_sooner_than_another_arrives() {
        assertThat(ApiLimits.DISCARD_TIMEOUT).isLessThan(duration("ledger.http.body-timeout"));
    }

    @Test
    void the_reader_of_an_export_may_be_slower_than_other_readers() {
        assertThat(ApiLimits.EXPORT_WRITE_TIMEOUT).isGreaterThan(duration("ledger.http.write-timeout"));
        assertThat(ApiLimits.MIN_EXPORT_BYTES_PER_SECOND).isLessThan((int) bytes("ledger.http.min-read-rate"));
    }

    @Test
    void an_api_token_outlasts_the_difference_between_clocks_and_the_cache_of_signing_keys() {
        assertThat(duration("ledger.signing.lifetime"))
                .isGreaterThan(AuthenticationLimits.MAX_CLOCK_SKEW)
                .isGreaterThan(AuthenticationLimits.JWKS_LIFETIME);
    }

    @Test
    void nginx_outlasts_a_request() {
        assertThat(readTimeout("server {")).isGreaterThan(AuthenticationLimits.REQUEST_TIMEOUT);
    }

    @Test
    void nginx_outlasts_the_pauses_of_exports_and_of_the_revocation_feed() {
        assertThat(readTimeout("location ~ ^/(ledger/audit/export"))
                .isGreaterThan(QueryLimits.MAX_FEED_WAIT.plus(AuthenticationLimits.REQUEST_TIMEOUT))
                .isGreaterThan(ApiLimits.EXPORT_WRITE_TIMEOUT);
    }

    @Test
    void nginx_outlasts_a_bulk_operation_that_searches_and_then_waits_for_other_processes() {
        assertThat(readTimeout("location ~ ^/ledger/(tokens/deactivations"))
                .isGreaterThan(CommandLimits.KEY_SEARCH_TIMEOUT.plus(AuthenticationLimits.REQUEST_TIMEOUT));
    }

    @Test
    void nginx_accepts_the_bodies_that_the_ledger_accepts_and_tomcat_reads_them_to_the_end() {
        assertThat(Pattern.compile("client_max_body_size (\\d+)k;")
                        .matcher(nginx)
                        .results())
                .extracting(found -> 1024 * Integer.parseInt(found.group(1)))
                .containsExactly(ApiLimits.MAX_LIST_BODY_BYTES);
        assertThat(bytes("server.tomcat.max-swallow-size")).isGreaterThanOrEqualTo(ApiLimits.MAX_LIST_BODY_BYTES);
    }

    /** The first read timeout after the beginning of a block. */
    private Duration readTimeout(String block) {
        assertThat(nginx).containsOnlyOnce(block);
        return first("proxy_read_timeout (\\w+);", nginx.substring(nginx.indexOf(block)));
    }

    private Duration idleTransaction() {
        return first(
                "idle_in_transaction_session_timeout=(\\w+)",
                properties.getRequiredProperty("spring.datasource.hikari.data-source-properties.options"));
    }

    private static Duration first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return DurationStyle.SIMPLE.parse(found.group(1));
    }

    private Duration duration(String name) {
        String text = properties.getRequiredProperty(name);
        return DurationStyle.SIMPLE.parse(text.matches("\\d+") ? text + "s" : text);
    }

    private Duration milliseconds(String name) {
        return Duration.ofMillis(number(name));
    }

    private int number(String name) {
        return Objects.requireNonNull(properties.getProperty(name, Integer.class), name);
    }

    private long bytes(String name) {
        return DataSize.parse(properties.getRequiredProperty(name)).toBytes();
    }

    /** The properties of all modules, without environment variables. */
    private static PropertySourcesPropertyResolver defaults() {
        MutablePropertySources sources = new MutablePropertySources();
        try {
            for (String file : List.of("event-store", "api", "authentication", "command-side", "query-side")) {
                new YamlPropertySourceLoader()
                        .load(file, new ClassPathResource(file + ".yml"))
                        .forEach(sources::addLast);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new PropertySourcesPropertyResolver(sources);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of("..", file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
