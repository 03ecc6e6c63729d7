package io.tokenledger.query.signals;

import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.query.QueryLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Raises a signal when an account creates a key from a network where it was first seen within
 * {@link QueryLimits#NEW_NETWORK_WINDOW}. The account is the one that created the key, which may belong to another.
 *
 * <p>The rule needs a history to compare with: an account that was first seen within that time itself raises none.
 * Otherwise each new user would raise one with its first key. Pure: the same events raise the same signals.
 */
final class NewNetworkRule {
    private final AccountSightings sightings;
    private final List<Signal> raised = new ArrayList<>();

    NewNetworkRule(AccountSightings sightings) {
        this.sightings = sightings;
    }

    List<Signal> raised() {
        return raised;
    }

    /**
     * An account signed in, or one of its keys was used.
     *
     * @param address null if the uses came from several networks
     */
    void onSighting(UUID account, @Nullable String address, long position, Instant at) {
        sightings.add(account, address, position, at);
    }

    /**
     * An account created a key, for itself or for another account.
     *
     * @param address address of the request that created it
     */
    void onCreation(TokenCreated created, UUID creator, String address, long position, Instant at) {
        Instant begin = at.minus(QueryLimits.NEW_NETWORK_WINDOW);
        boolean hasHistory = sightings
                .first(creator)
                .filter(first -> !first.firstAt().isAfter(begin))
                .isPresent();
        AccountSighting before = sightings.first(creator, address).orElse(null);
        sightings.add(creator, address, position, at);
        if (!hasHistory || (before != null && !before.firstAt().isAfter(begin))) {
            return;
        }
        raised.add(new Signal(
                position,
                SignalKind.KEY_CREATED_FROM_NEW_NETWORK,
                at,
                created.tokenId(),
                created.ownerId(),
                creator.equals(created.ownerId()) ? null : creator,
                address,
                reason(SignalNetwork.of(address), before, at),
                Stream.concat(Stream.ofNullable(before).map(AccountSighting::firstPosition), Stream.of(position))
                        .distinct()
                        .toList()));
    }

    private static String reason(String network, @Nullable AccountSighting before, Instant at) {
        if (before == null) {
            return "created from " + network + ", where its creator was never seen before";
        }
        Duration since = Duration.between(before.firstAt(), at);
        String age =
                since.toHours() > 0 ? count(since.toHours(), "hour") : count(Math.max(0, since.toMinutes()), "minute");
        return "created from " + network + ", where its creator was first seen " + age + " earlier";
    }

    private static String count(long amount, String unit) {
        return amount + " " + unit + (amount == 1 ? "" : "s");
    }
}
