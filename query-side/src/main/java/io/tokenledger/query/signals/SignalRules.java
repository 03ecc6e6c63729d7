package io.tokenledger.query.signals;

import io.tokenledger.api.resource.EndedKey;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Raises signals from an event and the state of its key. Pure: the same events raise the same signals. */
final class SignalRules {
    static final Duration DORMANT_AFTER = Duration.ofDays(30);
    static final Duration SETTLED_AFTER = Duration.ofDays(7);
    static final Duration BURST_WINDOW = Duration.ofMinutes(10);
    static final long BURST_SIZE = 20;
    static final Duration MANY_NETWORKS_WINDOW = Duration.ofHours(1);
    static final int MIN_NETWORKS = 5;
    /**
     * Maximum number of a key's recent networks that count, the latest first. The limit makes the result independent of
     * the batch size.
     */
    static final int MAX_NETWORKS = 20;

    private static final Duration QUIET_PERIOD = Duration.ofHours(1);
    private static final int MAX_EVIDENCE = 20;
    private static final Set<UseRefusalReason> INVALID_REASONS = Set.of(
            UseRefusalReason.RETIRED,
            UseRefusalReason.EXPIRED,
            UseRefusalReason.DEACTIVATED,
            UseRefusalReason.DELETED,
            UseRefusalReason.REVOKED);

    private final DetectionState state;
    private final List<Signal> raised = new ArrayList<>();

    SignalRules(DetectionState state) {
        this.state = state;
    }

    List<Signal> raised() {
        return raised;
    }

    /** The keys of the state that the rules need for this use. */
    static List<FirstAndLastUse.Key> sightings(TokenUsed use) {
        List<FirstAndLastUse.Key> keys = new ArrayList<>();
        keys.add(new FirstAndLastUse.Key(use.tokenId(), "token", ""));
        if (use.address() != null) {
            keys.add(new FirstAndLastUse.Key(use.tokenId(), "network", SignalNetwork.of(use.address())));
        }
        if (use.userAgent() != null) {
            keys.add(new FirstAndLastUse.Key(use.tokenId(), "agent", AgentDigest.of(use.userAgent())));
        }
        return keys;
    }

    void on(TokenUsed use, long position) {
        UUID token = use.tokenId();
        Instant at = use.last();
        FirstAndLastUse before =
                state.sighting(new FirstAndLastUse.Key(token, "token", "")).orElse(null);
        if (before != null && !at.isBefore(before.lastAt().plus(DORMANT_AFTER))) {
            long days = Duration.between(before.lastAt(), at).toDays();
            raise(
                    use,
                    position,
                    SignalKind.DORMANT_KEY_WAKES,
                    "unused for " + days + " days",
                    List.of(before.lastPosition()));
        }
        List<Long> lastUse = before == null ? List.of() : List.of(before.lastPosition());
        boolean settled = before != null && !at.isBefore(before.firstAt().plus(SETTLED_AFTER));
        String network = use.address() == null ? null : SignalNetwork.of(use.address());
        if (network != null && recordSighting(token, "network", network, position, at) && settled) {
            raise(use, position, SignalKind.FIRST_SEEN_NETWORK, "first use from " + network, lastUse);
        }
        if (use.userAgent() != null
                && recordSighting(token, "agent", AgentDigest.of(use.userAgent()), position, at)
                && settled) {
            raise(use, position, SignalKind.FIRST_SEEN_AGENT, "first use by " + use.userAgent(), lastUse);
        }
        recordSighting(token, "token", "", position, at);
        List<FirstAndLastUse> lately = state.networks(token).stream()
                .filter(one -> one.lastAt().isAfter(at.minus(MANY_NETWORKS_WINDOW)))
                .sorted(Comparator.comparing(FirstAndLastUse::lastAt)
                        .thenComparingLong(FirstAndLastUse::lastPosition)
                        .reversed())
                .limit(MAX_NETWORKS)
                .sorted(Comparator.comparingLong(FirstAndLastUse::lastPosition))
                .toList();
        if (lately.size() >= MIN_NETWORKS) {
            raise(
                    use,
                    position,
                    SignalKind.MANY_NETWORKS,
                    "used from " + lately.size() + (lately.size() == MAX_NETWORKS ? " or more" : "")
                            + " networks within an hour",
                    lately.stream().map(FirstAndLastUse::lastPosition).toList());
        }
    }

    void on(TokenUseRefused refusal, long position) {
        UUID token = refusal.tokenId();
        String subject = subject(refusal);
        if (token != null && INVALID_REASONS.contains(refusal.reason())) {
            raise(
                    refusal.last(),
                    position,
                    SignalKind.DEAD_VALUE_USED,
                    token,
                    refusal.ownerId(),
                    refusal.address(),
                    subject,
                    EndedKey.reasonFor(refusal.reason()),
                    List.of());
        }
        SignalCount.Key key = new SignalCount.Key(subject, "refusals");
        SignalCount before = state.tally(key).orElse(null);
        if (before != null && before.lastPosition() >= position) {
            return;
        }
        SignalCount tally = Optional.ofNullable(before)
                .filter(known -> refusal.last().isBefore(known.since().plus(BURST_WINDOW)))
                .map(known -> new SignalCount(
                        key, known.since(), known.firstPosition(), position, known.count() + refusal.count()))
                .orElseGet(() -> new SignalCount(key, refusal.last(), position, position, refusal.count()));
        state.keep(tally);
        if (tally.count() >= BURST_SIZE) {
            raise(
                    refusal.last(),
                    position,
                    SignalKind.REFUSAL_BURST,
                    token,
                    refusal.ownerId(),
                    refusal.address(),
                    subject,
                    tally.count() + " refusals within ten minutes",
                    List.of(tally.firstPosition()));
        }
    }

    /** The subject for which refusals are counted: the key, else the address, else the account. */
    static String subject(TokenUseRefused refusal) {
        if (refusal.tokenId() != null) {
            return refusal.tokenId().toString();
        }
        return refusal.address() != null ? refusal.address() : String.valueOf(refusal.ownerId());
    }

    /**
     * Records a use.
     *
     * @return whether it is the first
     */
    private boolean recordSighting(UUID token, String kind, String what, long position, Instant at) {
        FirstAndLastUse.Key key = new FirstAndLastUse.Key(token, kind, what);
        FirstAndLastUse before = state.sighting(key).orElse(null);
        state.keep(before == null ? FirstAndLastUse.first(key, position, at) : before.afterUse(position, at));
        return before == null;
    }

    private void raise(TokenUsed use, long position, SignalKind kind, String reason, List<Long> evidence) {
        raise(
                use.last(),
                position,
                kind,
                use.tokenId(),
                use.ownerId(),
                use.address(),
                use.tokenId().toString(),
                reason,
                evidence);
    }

    private void raise(
            Instant at,
            long position,
            SignalKind kind,
            @Nullable UUID token,
            @Nullable UUID owner,
            @Nullable String ip,
            String subject,
            String reason,
            List<Long> evidence) {
        SignalCount.Key key = new SignalCount.Key(subject, kind.wire());
        if (state.tally(key)
                .filter(last -> at.isBefore(last.since().plus(QUIET_PERIOD)))
                .isPresent()) {
            return;
        }
        state.keep(new SignalCount(key, at, position, position, 1));
        List<Long> all = Stream.concat(evidence.stream().limit(MAX_EVIDENCE), Stream.of(position))
                .distinct()
                .toList();
        raised.add(new Signal(position, kind, at, token, owner, ip, reason, all));
    }
}
