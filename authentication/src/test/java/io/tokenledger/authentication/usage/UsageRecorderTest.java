package io.tokenledger.authentication.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenledger.api.limit.VolumeProperties;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.eventstore.DeploymentMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.SimpleEventBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/**
 * The number of recorded events stays small, however much the uses differ. Their counts add up to the number of uses.
 */
class UsageRecorderTest {
    private static final UUID KEY = new UUID(1, 1);
    private static final UUID OWNER = new UUID(2, 2);
    private static final int USES = 2_000;

    private final ManualClock clock = new ManualClock();
    private final Queue<CountedEvent> appended = new ConcurrentLinkedQueue<>();
    private UsageBatchWriter batchWriter;
    private UsageRecorder recorder;

    private static final class ManualClock extends Clock {
        private Instant now = Instant.parse("2026-01-31T12:00:30Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() {
        start(UsageProperties.Recording.COALESCED, Duration.ofSeconds(60));
    }

    private void start(UsageProperties.Recording recording, Duration window) {
        stop();
        SimpleEventBus events = SimpleEventBus.builder().build();
        events.subscribe(messages -> messages.forEach(message -> appended.add((CountedEvent) message.getPayload())));
        UsageProperties settings =
                new UsageProperties(recording, window, 200_000, 10_000, Duration.ofSeconds(60), 20, 100);
        VolumeProperties volume =
                new VolumeProperties(DataSize.ofMegabytes(1), DataSize.ofKilobytes(200), DataSize.ofKilobytes(100));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        batchWriter = new UsageBatchWriter(
                events, NoTransactionManager.instance(), DeploymentMode.EMBEDDED, settings, meters);
        recorder = new UsageRecorder(batchWriter, settings, volume, clock, meters);
        batchWriter.start();
        recorder.start();
    }

    /** Closes all windows and writes the queued events. */
    @AfterEach
    void stop() {
        if (recorder != null) {
            recorder.stop();
            batchWriter.stop();
        }
    }

    @Test
    void varying_agents_and_targets_of_one_key_share_one_aggregated_window_of_its_network() {
        for (int i = 0; i < USES; i++) {
            use("203.0.113.7", "agent " + i, "GET /" + i);
        }
        stop();

        assertThat(sum()).isEqualTo(USES);
        assertThat(appended).hasSizeLessThan(60);
        List<UsageEvent> aggregated = aggregated();
        assertThat(aggregated).hasSize(2); // the first use, and the repeats
        assertThat(aggregated).allSatisfy(event -> {
            assertThat(event.ip()).isEqualTo("203.0.113.7");
            assertThat(event.userAgent()).isNull();
            assertThat(event.target()).isEqualTo("other");
            assertThat(((TokenUsed) event).tokenId()).isEqualTo(KEY);
        });
        assertThat(appended)
                .filteredOn(event -> !((UsageEvent) event).isAggregated())
                .isNotEmpty();
    }

    @Test
    void uses_from_many_networks_share_one_window_of_the_key() {
        for (int i = 0; i < USES; i++) {
            use("10.0." + i / 250 + "." + i % 250, "agent " + i, "GET /");
        }
        stop();

        assertThat(sum()).isEqualTo(USES);
        assertThat(appended).hasSizeLessThan(120);
        assertThat(aggregated()).anySatisfy(event -> {
            assertThat(event.address()).isNull();
            assertThat(event.count()).isGreaterThan(USES / 2);
        });
    }

    @Test
    void refusals_from_the_addresses_of_one_ipv6_network_end_in_one_window() {
        for (int i = 0; i < USES; i++) {
            refuse(null, UseRefusalReason.MALFORMED, "2001:db8:1:2:0:0:0:" + Integer.toHexString(i), WindowDetail.FULL);
        }
        stop();

        assertThat(sum()).isEqualTo(USES);
        assertThat(appended).hasSizeLessThan(60);
        assertThat(aggregated()).allSatisfy(event -> {
            assertThat(event.ip()).isEqualTo("2001:db8:1:2::");
            assertThat(((TokenUseRefused) event).fingerprint()).isNull();
        });
    }

    @Test
    void refusals_of_many_keys_from_one_network_share_one_window_per_reason() {
        for (int i = 0; i < USES; i++) {
            refuse(new UUID(3, i), UseRefusalReason.DELETED, "203.0.113.7", WindowDetail.FULL);
        }
        stop();

        assertThat(sum()).isEqualTo(USES);
        assertThat(appended).hasSizeLessThan(60);
        assertThat(aggregated()).anySatisfy(event -> {
            assertThat(((TokenUseRefused) event).tokenId()).isNull();
            assertThat(event.count()).isGreaterThan(USES / 2);
        });
    }

    @Test
    void refusals_of_a_known_key_stay_separate_from_a_flood_of_malformed_keys() {
        for (int i = 0; i < USES; i++) {
            refuse(null, UseRefusalReason.MALFORMED, "203.0.113.7", WindowDetail.PER_NETWORK);
        }
        refuse(KEY, UseRefusalReason.DELETED, "203.0.113.7", WindowDetail.PER_NETWORK);
        stop();

        assertThat(appended)
                .anySatisfy(
                        event -> assertThat(((TokenUseRefused) event).tokenId()).isEqualTo(KEY));
    }

    /** Past the limit of refusals, a new user agent opens no window, but an open window still counts its uses. */
    @Test
    void past_the_limit_of_refusals_the_agent_no_longer_counts() {
        refuse(KEY, UseRefusalReason.DELETED, "203.0.113.7", WindowDetail.FULL);
        refuse(KEY, UseRefusalReason.DELETED, "203.0.113.7", WindowDetail.PER_NETWORK);
        refuse(KEY, UseRefusalReason.DELETED, "203.0.113.7", WindowDetail.PER_NETWORK);
        stop();

        assertThat(aggregated()).isEmpty();
        assertThat(sum()).isEqualTo(3);
    }

    @Test
    void refused_sign_ins_keep_their_account_and_lose_their_agents() {
        for (int i = 0; i < USES; i++) {
            recorder.record(new SignInRefused(OWNER, "203.0.113.7", "agent " + i, clock.now, clock.now, 1), origin());
        }
        stop();

        assertThat(sum()).isEqualTo(USES);
        assertThat(appended)
                .hasSizeLessThan(60)
                .allSatisfy(
                        event -> assertThat(((SignInRefused) event).accountId()).isEqualTo(OWNER));
    }

    @Test
    void the_next_minute_has_a_budget_of_its_own() {
        for (int i = 0; i < USES; i++) {
            use("203.0.113.7", "agent " + i, "GET /");
        }
        int first = appended.size();
        clock.now = clock.now.plusSeconds(60);
        for (int i = 0; i < USES; i++) {
            use("203.0.113.7", "later agent " + i, "GET /");
        }

        assertThat(appended.size() - first).isBetween(first - 1, first + 2);
    }

    /** An aggregated window may be opened beyond the budget, so a short window must not open one each second. */
    @Test
    void aggregated_windows_last_a_minute_even_if_windows_are_shorter() {
        start(UsageProperties.Recording.COALESCED, Duration.ofSeconds(1));
        for (int second = 0; second < 50; second++) {
            for (int i = 0; i < 100; i++) {
                use("10." + second + ".0." + i, "agent " + i, "GET /");
            }
            clock.now = clock.now.plusSeconds(1);
            recorder.closeDueWindows();
        }
        stop();

        assertThat(sum()).isEqualTo(5_000);
        assertThat(aggregated()).filteredOn(event -> event.address() == null).hasSize(2);
    }

    @Test
    void recording_every_use_writes_all_accepted_uses_and_limits_refusals() {
        start(UsageProperties.Recording.EVERY, Duration.ofSeconds(60));
        for (int i = 0; i < 300; i++) {
            use("203.0.113.7", "agent " + i, "GET /");
        }
        assertThat(appended).hasSize(300);
        appended.clear();
        for (int i = 0; i < USES; i++) {
            refuse(null, UseRefusalReason.MALFORMED, "203.0.113.7", WindowDetail.FULL);
        }
        stop();

        assertThat(sum()).isEqualTo(USES);
        assertThat(appended).hasSizeLessThan(60);
    }

    private void use(String ip, String agent, String target) {
        CoalescingKey key =
                new CoalescingKey.Accepted(KEY, 1, Channel.BEARER, CredentialKind.API_KEY, null, ip, agent, target);
        recorder.record(
                key,
                WindowDetail.FULL,
                clock.now,
                origin(),
                () -> new TokenUsed(
                        KEY,
                        OWNER,
                        1,
                        Channel.BEARER,
                        CredentialKind.API_KEY,
                        null,
                        ip,
                        agent,
                        target,
                        clock.now,
                        clock.now,
                        1,
                        null));
    }

    private void refuse(UUID key, UseRefusalReason reason, String ip, WindowDetail finest) {
        recorder.record(
                new CoalescingKey.Refused(key, null, reason, Channel.BEARER, ip, null),
                finest,
                clock.now,
                origin(),
                () -> new TokenUseRefused(
                        key, null, "f", reason, Channel.BEARER, ip, null, "GET /", clock.now, clock.now, 1));
    }

    private static RequestOrigin origin() {
        return new RequestOrigin("203.0.113.7", null, "request");
    }

    private long sum() {
        return appended.stream().mapToLong(CountedEvent::count).sum();
    }

    private List<UsageEvent> aggregated() {
        return appended.stream()
                .map(UsageEvent.class::cast)
                .filter(UsageEvent::isAggregated)
                .toList();
    }
}
