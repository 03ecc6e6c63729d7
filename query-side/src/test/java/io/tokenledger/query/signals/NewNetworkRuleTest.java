package io.tokenledger.query.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewNetworkRuleTest {
    private static final UUID ACCOUNT = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OFFICE = "192.0.2.1";
    private static final String ELSEWHERE = "203.0.113.77";

    private final NewNetworkRule rule = new NewNetworkRule(new AccountSightings(List.of()));
    private long position;

    @Test
    void a_key_created_from_a_network_first_seen_an_hour_earlier_raises_a_signal() {
        seen(Duration.ZERO, OFFICE);
        seen(Duration.ofDays(60), ELSEWHERE);

        UUID key = create(Duration.ofDays(60).plusMinutes(61), "203.0.113.9");

        assertThat(rule.raised()).singleElement().satisfies(signal -> {
            assertThat(signal.kind()).isEqualTo(SignalKind.KEY_CREATED_FROM_NEW_NETWORK);
            assertThat(signal.tokenId()).isEqualTo(key);
            assertThat(signal.ip()).isEqualTo("203.0.113.9");
            assertThat(signal.reason())
                    .isEqualTo("created from 203.0.113.0/24, where its creator was first seen 1 hour earlier");
            assertThat(signal.evidence()).containsExactly(2L, 3L);
        });
    }

    @Test
    void a_creation_can_be_the_first_sighting() {
        seen(Duration.ZERO, OFFICE);

        create(Duration.ofDays(2), ELSEWHERE);
        create(Duration.ofDays(2).plusMinutes(5), ELSEWHERE);

        assertThat(rule.raised())
                .extracting(Signal::reason)
                .containsExactly(
                        "created from 203.0.113.0/24, where its creator was never seen before",
                        "created from 203.0.113.0/24, where its creator was first seen 5 minutes earlier");
        assertThat(rule.raised().getFirst().evidence()).containsExactly(2L);
    }

    @Test
    void a_new_account_raises_none() {
        create(Duration.ZERO, OFFICE);
        seen(Duration.ofHours(1), ELSEWHERE);
        create(Duration.ofHours(2), ELSEWHERE);

        assertThat(rule.raised()).isEmpty();
    }

    @Test
    void a_network_is_new_for_a_day() {
        seen(Duration.ZERO, OFFICE);
        Duration arrival = Duration.ofDays(3);
        seen(arrival, ELSEWHERE);

        create(arrival.plus(QueryLimits.NEW_NETWORK_WINDOW).minusSeconds(1), ELSEWHERE);
        create(arrival.plus(QueryLimits.NEW_NETWORK_WINDOW), ELSEWHERE);

        assertThat(rule.raised())
                .extracting(Signal::reason)
                .containsExactly("created from 203.0.113.0/24, where its creator was first seen 23 hours earlier");
    }

    @Test
    void a_known_network_raises_none_however_long_ago() {
        seen(Duration.ZERO, OFFICE);
        seen(Duration.ofDays(1), ELSEWHERE);

        create(Duration.ofDays(400), OFFICE);

        assertThat(rule.raised()).isEmpty();
    }

    @Test
    void networks_of_other_accounts_do_not_count() {
        seen(Duration.ZERO, OFFICE);
        position++;
        rule.onSighting(UUID.randomUUID(), ELSEWHERE, position, START);

        create(Duration.ofDays(2), ELSEWHERE);

        assertThat(rule.raised()).hasSize(1);
    }

    private void seen(Duration after, String address) {
        position++;
        rule.onSighting(ACCOUNT, address, position, START.plus(after));
    }

    private UUID create(Duration after, String address) {
        UUID key = UUID.randomUUID();
        position++;
        rule.onCreation(
                SampleEvents.key(key, UUID.randomUUID(), "key", null), ACCOUNT, address, position, START.plus(after));
        return key;
    }
}
