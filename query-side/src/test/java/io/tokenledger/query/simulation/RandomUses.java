package io.tokenledger.query.simulation;

import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A random history of a few keys. Uses are counted over midnight and over days, in late entries, and while the clock is set
 * back. Keys are rotated, with the old secret still in use, and deactivated. Owners join and leave an organization.
 */
final class RandomUses {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> ADDRESSES = List.of(
            "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", UsageEvent.SEVERAL_NETWORKS);

    private final TestDatabase database;
    private final Random random;
    private final UUID organization = new UUID(1, 1);
    private final List<UUID> owners = List.of(new UUID(2, 1), new UUID(2, 2));
    private final List<UUID> keys = new ArrayList<>();
    private final Map<UUID, Integer> generations = new HashMap<>();
    private long position;
    private Instant now = BEGIN;
    private Instant latest = BEGIN;

    RandomUses(TestDatabase database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    /** Applies events in batches of different sizes, and some of these twice. */
    void apply(int events) {
        ProjectionFixture projections = Projections.on(
                database, "account-listing", "organization-listing", "token-listing", "history", "audit-trail");
        projections.at(now).given(new OrganizationCreated(organization, "acme", null));
        owners.forEach(owner -> projections.given(
                SampleEvents.user(owner, "user-" + owner.getLeastSignificantBits()),
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER)));
        while (projections.position() < events) {
            List<Object> batch = new ArrayList<>();
            for (int i = 1 + random.nextInt(20); i > 0; i--) {
                batch.add(event());
            }
            projections.at(now).given(batch.toArray());
            if (random.nextInt(5) == 0) {
                projections.redeliver();
            }
            pass();
        }
        position = projections.position();
        database.template().execute("ANALYZE");
    }

    long position() {
        return position;
    }

    UUID organization() {
        return organization;
    }

    List<@Nullable UUID> organizationsAndInstance() {
        return Arrays.asList(null, organization);
    }

    UUID owner() {
        return owners.getFirst();
    }

    UUID key(Random choice) {
        return keys.get(choice.nextInt(keys.size()));
    }

    /** An instant of the history; half of them are midnights. */
    Instant instant(Random choice) {
        Instant instant = BEGIN.plusSeconds(
                choice.nextLong(Duration.between(BEGIN, latest).toSeconds()));
        return choice.nextBoolean() ? instant : instant.truncatedTo(ChronoUnit.DAYS);
    }

    private void pass() {
        now = switch (random.nextInt(20)) {
            case 0 -> now.plus(Duration.ofHours(random.nextInt(150)));
            case 1 -> now.minus(Duration.ofHours(random.nextInt(20)));
            default -> now.plus(Duration.ofMinutes(random.nextInt(300)));
        };
        now = now.isBefore(latest.minus(Duration.ofHours(20))) ? latest : now;
        latest = now.isAfter(latest) ? now : latest;
    }

    private Object event() {
        int kind = random.nextInt(60);
        if (keys.size() < 2 || kind == 0 && keys.size() < 8) {
            UUID key = new UUID(3, keys.size());
            keys.add(key);
            return SampleEvents.key(key, ownerOf(key), "key-" + keys.size(), null);
        }
        UUID key = keys.get(random.nextInt(keys.size()));
        UUID owner = ownerOf(key);
        return switch (kind) {
            case 1 ->
                new TokenRotated(
                        key,
                        owner,
                        SampleEvents.DIGEST,
                        generations.merge(key, 2, (one, more) -> one + 1),
                        60,
                        null,
                        null);
            case 2 -> new TokenDeactivated(key, owner, null);
            case 3 -> new TokenActivated(key, owner, null);
            case 4 -> new MemberRemoved(organization, owner);
            case 5 -> new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER);
            case 6, 7, 8 -> refusal(key, owner);
            default -> use(key, owner);
        };
    }

    private UUID ownerOf(UUID key) {
        return owners.get((int) (key.getLeastSignificantBits() % owners.size()));
    }

    private TokenUsed use(UUID key, UUID owner) {
        Instant last = now.minusSeconds(random.nextInt(90));
        return new TokenUsed(
                key,
                owner,
                Math.max(1, generations.getOrDefault(key, 1) - random.nextInt(2)),
                random.nextBoolean() ? Channel.BEARER : Channel.EXCHANGE,
                CredentialKind.API_KEY,
                null,
                address(),
                null,
                "GET /users/me",
                last.minus(duration()),
                last,
                1 + random.nextInt(5),
                null);
    }

    private TokenUseRefused refusal(UUID key, UUID owner) {
        return new TokenUseRefused(
                key, owner, null, UseRefusalReason.EXPIRED, Channel.BEARER, address(), null, null, now, now, 2);
    }

    private Duration duration() {
        return switch (random.nextInt(40)) {
            case 0 -> Duration.ofHours(random.nextInt(120)); // a process was suspended meanwhile
            case 1, 2, 3 -> Duration.ofMinutes(random.nextInt(600));
            default -> Duration.ofSeconds(random.nextInt(60));
        };
    }

    private String address() {
        return ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    }
}
