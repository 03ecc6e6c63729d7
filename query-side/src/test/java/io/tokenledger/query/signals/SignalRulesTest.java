package io.tokenledger.query.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.events.PersonalText;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignalRulesTest {
    private static final UUID KEY = UUID.fromString("018f0000-0000-7000-8000-00000000000a");
    private static final UUID OWNER = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SignalRules rules = new SignalRules(new DetectionState(List.of(), List.of()));
    private long position;

    @Test
    void a_key_that_slept_for_thirty_days_wakes() {
        use(Duration.ZERO, "192.0.2.1", "curl");
        use(Duration.ofDays(29), "192.0.2.1", "curl");
        assertThat(kinds()).isEmpty();

        use(Duration.ofDays(60), "192.0.2.1", "curl");

        assertThat(kinds()).containsExactly(SignalKind.DORMANT_KEY_WAKES);
        Signal signal = rules.raised().getFirst();
        assertThat(signal.reason()).isEqualTo("unused for 31 days");
        assertThat(signal.evidence()).containsExactly(2L, 3L);
        assertThat(signal.tokenId()).isEqualTo(KEY);
    }

    @Test
    void a_new_network_or_agent_is_told_once_the_key_has_settled() {
        use(Duration.ZERO, "192.0.2.1", "curl");
        use(Duration.ofDays(1), "198.51.100.1", "curl");
        assertThat(kinds()).isEmpty();

        use(Duration.ofDays(8), "203.0.113.77", "python");
        use(Duration.ofDays(8).plusHours(2), "203.0.113.9", "python");

        assertThat(kinds()).containsExactly(SignalKind.FIRST_SEEN_NETWORK, SignalKind.FIRST_SEEN_AGENT);
        assertThat(rules.raised().getFirst().reason()).isEqualTo("first use from 203.0.113.0/24");
        assertThat(rules.raised().getLast().reason()).isEqualTo("first use by python");
    }

    @Test
    void of_very_many_networks_the_latest_count() {
        for (int i = 0; i < 30; i++) {
            use(Duration.ofMinutes(40).plusSeconds(i), "192.0." + i + ".1", "curl");
        }
        Duration quietIsOver = Duration.ofMinutes(40).plusSeconds(4).plusHours(1);
        for (int i = 0; i < 25; i++) {
            use(quietIsOver.minusSeconds(26 - i), "198.51." + i + ".1", "curl");
        }
        use(quietIsOver, "203.0.113.1", "curl");

        assertThat(rules.raised())
                .extracting(Signal::reason)
                .containsExactly("used from 5 networks within an hour", "used from 20 or more networks within an hour");
        assertThat(rules.raised().getLast().evidence()).hasSize(20).contains(position);
    }

    @Test
    void five_networks_within_an_hour_are_many() {
        for (int i = 1; i <= 4; i++) {
            use(Duration.ofMinutes(i), "192.0." + i + ".1", "curl");
        }
        use(Duration.ofMinutes(70), "192.0.9.1", "curl");
        assertThat(kinds()).isEmpty();

        for (int i = 1; i <= 4; i++) {
            use(Duration.ofMinutes(80 + i), "2001:db8:0:" + i + "::1", "curl");
        }

        assertThat(kinds()).containsExactly(SignalKind.MANY_NETWORKS);
        assertThat(rules.raised().getFirst().evidence()).hasSize(5);
    }

    @Test
    void a_dead_value_is_told_once_an_hour() {
        refuse(Duration.ZERO, UseRefusalReason.RETIRED, 1);
        refuse(Duration.ofMinutes(5), UseRefusalReason.EXPIRED, 1);
        refuse(Duration.ofMinutes(61), UseRefusalReason.DEACTIVATED, 1);
        refuse(Duration.ofDays(1), UseRefusalReason.WRONG_SECRET, 1);

        assertThat(rules.raised())
                .extracting(Signal::reason)
                .containsExactly("a value that is retired was used", "a value that is deactivated was used");
    }

    @Test
    void twenty_refusals_within_ten_minutes_are_a_burst() {
        refuse(Duration.ZERO, UseRefusalReason.WRONG_SECRET, 10);
        refuse(Duration.ofMinutes(11), UseRefusalReason.WRONG_SECRET, 19);
        assertThat(kinds()).isEmpty();

        refuse(Duration.ofMinutes(12), UseRefusalReason.WRONG_SECRET, 1);
        refuse(Duration.ofMinutes(13), UseRefusalReason.WRONG_SECRET, 100);

        assertThat(kinds()).containsExactly(SignalKind.REFUSAL_BURST);
        assertThat(rules.raised().getFirst().evidence()).containsExactly(2L, 3L);
    }

    @Test
    void refusals_of_unknown_keys_are_counted_by_address() {
        for (int i = 0; i < 20; i++) {
            position++;
            rules.on(refusal(null, START, UseRefusalReason.UNKNOWN, 1), position);
        }

        assertThat(kinds()).containsExactly(SignalKind.REFUSAL_BURST);
        assertThat(rules.raised().getFirst().ip()).isEqualTo("192.0.2.66");
    }

    @Test
    void refusals_of_unknown_keys_are_counted_for_each_month_because_each_month_is_erased_apart() {
        for (int i = -19; i < 19; i++) {
            position++;
            rules.on(refusal(null, START.plusSeconds(i), UseRefusalReason.UNKNOWN, 1), position);
        }
        assertThat(kinds()).isEmpty();

        position++;
        rules.on(refusal(null, START.plusSeconds(20), UseRefusalReason.UNKNOWN, 1), position);
        assertThat(kinds()).containsExactly(SignalKind.REFUSAL_BURST);
    }

    @Test
    void refusals_without_a_key_are_counted_by_account() {
        assertThat(SignalRules.subject(refusal(KEY, START, UseRefusalReason.WRONG_SECRET, 1)))
                .isEqualTo(KEY.toString());
        TokenUseRefused ofSession = new TokenUseRefused(
                null,
                OWNER,
                null,
                UseRefusalReason.ACCOUNT_INACTIVE,
                Channel.BEARER,
                "192.0.2.66",
                null,
                null,
                START,
                START,
                1);
        assertThat(SignalRules.subject(ofSession)).isEqualTo(OWNER.toString());
    }

    @Test
    void erased_refusals_raise_nothing() {
        TokenUseRefused erased = new TokenUseRefused(
                null,
                null,
                null,
                UseRefusalReason.UNKNOWN,
                Channel.BEARER,
                PersonalText.ERASED,
                PersonalText.ERASED,
                PersonalText.ERASED,
                START,
                START,
                100);
        rules.on(erased, 1);

        assertThat(kinds()).isEmpty();
    }

    private void use(Duration after, String ip, String agent) {
        Instant at = START.plus(after);
        position++;
        rules.on(
                new TokenUsed(
                        KEY,
                        OWNER,
                        1,
                        Channel.BEARER,
                        CredentialKind.API_KEY,
                        null,
                        ip,
                        agent,
                        "GET /",
                        at,
                        at,
                        1,
                        null),
                position);
    }

    private void refuse(Duration after, UseRefusalReason reason, long count) {
        position++;
        rules.on(refusal(KEY, START.plus(after), reason, count), position);
    }

    private static TokenUseRefused refusal(UUID key, Instant at, UseRefusalReason reason, long count) {
        return new TokenUseRefused(
                key,
                key == null ? null : OWNER,
                null,
                reason,
                Channel.BEARER,
                "192.0.2.66",
                "curl",
                "GET /",
                at,
                at,
                count);
    }

    private List<SignalKind> kinds() {
        return rules.raised().stream().map(Signal::kind).toList();
    }
}
