package io.tokenledger.query.audittrail;

import static io.tokenledger.query.SampleEvents.key;
import static io.tokenledger.query.SampleEvents.refusal;
import static io.tokenledger.query.SampleEvents.serviceAccount;
import static io.tokenledger.query.SampleEvents.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

/** The rows of entries are the same, however many entries are in a batch. */
class AuditCopyTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:03:00.123Z");
    private static final int EVENTS = 180;
    private static final int FEW = 30;

    private static final UUID KEY = UUID.randomUUID();
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID WORKSPACE = UUID.randomUUID();
    private static final UUID ORGANIZATION = UUID.randomUUID();

    @Test
    void many_entries_have_the_same_rows_as_few() {
        List<TrackedEventMessage<?>> events = events("2001:db8::7");

        assertThat(rowsAfter(events, events.size())).isEqualTo(rowsAfter(events, FEW));
    }

    /** Java reads such an address as one of IPv4. */
    @Test
    void an_address_that_only_postgresql_reads_has_the_same_rows() {
        List<TrackedEventMessage<?>> events = events("::ffff:192.0.2.1");

        assertThat(rowsAfter(events, events.size()))
                .isEqualTo(rowsAfter(events, FEW))
                .extracting(rows -> rows.get("audit_trail_v3").toString())
                .asString()
                .contains("ip=::ffff:192.0.2.1");
    }

    private static Map<String, List<?>> rowsAfter(List<TrackedEventMessage<?>> events, int size) {
        TestDatabase database = Projections.newDatabase();
        ProjectionFixture trail = AuditTrailProjectionTest.trailIn(database);
        for (int begin = 0; begin < events.size(); begin += size) {
            trail.apply(events.subList(begin, Math.min(begin + size, events.size())));
        }
        Map<String, List<?>> rows = new LinkedHashMap<>();
        for (String table : List.of(
                "audit_trail_v3",
                "audit_trail_organization_v3",
                "audit_trail_text_v2",
                "audit_trail_slot_v2",
                "policy_event_v1",
                "token_use_day_v1")) {
            rows.put(table, trail.rows("SELECT * FROM " + table + " t ORDER BY t::text"));
        }
        assertThat(rows).noneSatisfy((table, found) -> assertThat(found).isEmpty());
        assertThat(rows.get("audit_trail_v3")).hasSize(events.size());
        return rows;
    }

    private static List<TrackedEventMessage<?>> events(String rareAddress) {
        List<TrackedEventMessage<?>> events = new ArrayList<>();
        events.add(message(1, new MemberAdded(ORGANIZATION, OWNER, OrganizationRole.ORGANIZATION_MEMBER)));
        for (int i = 0; i < EVENTS; i++) {
            events.add(message(events.size() + 1, event(i, rareAddress)));
        }
        return events;
    }

    private static LedgerEvent event(int number, String rareAddress) {
        Instant at = NOON.plusSeconds(60L * number);
        return switch (number % 7) {
            case 0 -> use(KEY, OWNER, at, "192.0.2.1", "curl/8 \u00e9");
            case 1 -> use(KEY, OWNER, at.plusNanos(2_501), rareAddress, null);
            case 2 -> refusal(KEY, OWNER, UseRefusalReason.EXPIRED, at, "2001:db8::1");
            case 4 -> key(new UUID(1, number), OWNER, "key " + number, at);
            case 5 -> serviceAccount(new UUID(2, number), "robot" + number, ORGANIZATION);
            case 3 -> refusal(null, null, UseRefusalReason.UNKNOWN, at, "255.0.10.250");
            default ->
                new TokenUsed(
                        KEY,
                        OWNER,
                        2,
                        Channel.EXCHANGE,
                        CredentialKind.API_TOKEN,
                        "jti-" + number,
                        UsageEvent.SEVERAL_NETWORKS,
                        "Python\n\"3\"",
                        "workspace " + WORKSPACE,
                        at.minusSeconds(30),
                        at.minusSeconds(10),
                        number,
                        new MintedToken("minted-" + number, WORKSPACE.toString(), at, at.plusSeconds(3_600)));
        };
    }

    private static TrackedEventMessage<?> message(long position, Object event) {
        MetaData metadata = MetaData.with(EventMetadata.CORRELATION_ID, "request-" + position)
                .and(EventMetadata.ACTOR_ACCOUNT_ID, OWNER.toString())
                .and(EventMetadata.IP, "192.0.2.9");
        return new GenericTrackedEventMessage<>(
                GapAwareTrackingToken.newInstance(position, Set.of()),
                new GenericEventMessage<>(
                        new UUID(0, position).toString(), event, metadata, NOON.plusSeconds(60 * position)));
    }
}
