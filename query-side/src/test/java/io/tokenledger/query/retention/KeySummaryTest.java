package io.tokenledger.query.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.retention.OriginKind;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.retention.TokenUsesSummarized.LastUse;
import io.tokenledger.events.retention.TokenUsesSummarized.OriginOfUses;
import io.tokenledger.events.retention.TokenUsesSummarized.UsesOfDay;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeySummaryTest {
    private static final UUID TOKEN = UUID.randomUUID();
    private static final UUID OWNER = UUID.randomUUID();
    private static final Instant START = Instant.parse("2026-01-31T23:50:00Z");

    private final Map<Long, TokenUsesSummarized> events = new LinkedHashMap<>();
    private final KeySummary summary = new KeySummary(TOKEN, OWNER, (at, event) -> {
        assertThat(events).as("one event for each position").doesNotContainKey(at.position());
        events.put(at.position(), event);
    });
    private long position = 100;

    @Test
    void uses_are_summed_by_day_network_channel_and_outcome() {
        use(0, "192.0.2.1", "curl", true);
        use(60, "192.0.2.1", "curl", true);
        use(700, "192.0.2.1", "curl", true); // the next day
        use(800, "2001:db8::1", "curl", true);
        use(900, "2001:db8::2", "curl", true); // the same /64
        refuse(1_000, "192.0.2.1");
        summary.end();

        TokenUsesSummarized event = only();
        assertThat(event.days())
                .extracting(
                        day -> day.day() + " " + event.address(day.address()) + " " + day.accepted() + " " + day.uses())
                .containsExactly(
                        "2026-01-31 192.0.2.1 true 2",
                        "2026-02-01 192.0.2.1 true 1",
                        "2026-02-01 2001:db8::1 true 2",
                        "2026-02-01 192.0.2.1 false 1");
        assertThat(event.days().getFirst().firstPosition()).isEqualTo(101);
        assertThat(event.days().getFirst().lastPosition()).isEqualTo(102);
        assertThat(event.origins())
                .extracting(OriginOfUses::kind)
                .containsExactly(OriginKind.TOKEN, OriginKind.NETWORK, OriginKind.AGENT, OriginKind.NETWORK);
        assertThat(events).as("the last accepted use has its position").containsOnlyKeys(105L);
        assertThat(event.lastUse()).isEqualTo(new LastUse(START.plusSeconds(900), 4, 3));
    }

    @Test
    void the_last_use_of_an_origin_is_the_first_in_its_ten_minutes() {
        use(0, "192.0.2.1", "curl", true);
        use(599, "192.0.2.1", "curl", true);
        use(600, "192.0.2.1", "curl", true);
        use(601, "192.0.2.1", "curl", true);
        summary.end();

        OriginOfUses key = only().origins().getFirst();
        assertThat(key.firstPosition()).isEqualTo(101);
        assertThat(key.lastPosition()).isEqualTo(103);
    }

    /** A use that remains is newer; the sums and the last use are those of the dropped ones. */
    @Test
    void uses_that_remain_are_not_summed() {
        use(0, "192.0.2.1", "curl", true);
        use(100, "192.0.2.1", "curl", false);
        use(50, "192.0.2.1", "curl", true); // was recorded late
        summary.end();

        assertThat(events).containsOnlyKeys(101L);
        assertThat(only().days().getFirst().uses()).isEqualTo(2);
        assertThat(only().lastUse()).isEqualTo(new LastUse(START, 1, 2));
    }

    @Test
    void a_key_with_many_clients_has_several_events() {
        for (int i = 0; i < 3_000; i++) {
            use(i, "10.0." + i / 250 + "." + i % 250, "agent " + i, true);
        }
        use(10, "192.0.2.1", "late", true);
        summary.end();

        assertThat(events.size()).isGreaterThan(5);
        assertThat(events.values()).allSatisfy(event -> assertThat(event.days()).hasSizeLessThanOrEqualTo(500));
        assertThat(sums().stream().mapToLong(UsesOfDay::uses).sum()).isEqualTo(3_001);
        List<TokenUsesSummarized> all = new ArrayList<>(events.values());
        assertThat(all.subList(0, all.size() - 1)).allMatch(event -> event.lastUse() == null);
        assertThat(all.getLast().lastUse()).isNotNull();
        assertThat(events.get(100L + 3_000))
                .as("the latest use, not the last recorded one")
                .isEqualTo(all.getLast());
    }

    @Test
    void refused_uses_alone_have_no_last_use() {
        refuse(0, "192.0.2.1");
        refuse(1, "192.0.2.1");
        summary.end();

        assertThat(events).containsOnlyKeys(101L);
        assertThat(only().lastUse()).isNull();
        assertThat(only().origins()).isEmpty();
    }

    private List<UsesOfDay> sums() {
        return events.values().stream().flatMap(event -> event.days().stream()).toList();
    }

    private TokenUsesSummarized only() {
        assertThat(events).hasSize(1);
        return events.values().iterator().next();
    }

    private void use(long seconds, String address, String agent, boolean isDropped) {
        Instant at = START.plusSeconds(seconds);
        TokenUsed used = new TokenUsed(
                TOKEN, OWNER, 1, Channel.BEARER, CredentialKind.API_KEY, null, address, agent, null, at, at, 1, null);
        summary.add(++position, at, used, isDropped);
    }

    private void refuse(long seconds, String address) {
        Instant at = START.plusSeconds(seconds);
        TokenUseRefused refused = new TokenUseRefused(
                TOKEN, OWNER, null, UseRefusalReason.DEACTIVATED, Channel.BEARER, address, null, null, at, at, 1);
        summary.add(++position, at, refused, true);
    }
}
