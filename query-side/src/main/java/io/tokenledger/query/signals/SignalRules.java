package io.tokenledger.query.signals;

import io.tokenledger.api.resource.EndedKey;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
        if (network != null && recordSighting(use, "network", network, position, at) && settled) {
            raise(use, position, SignalKind.FIRST_SEEN_NETWORK, "first use from " + network, lastUse);
        }
        if (use.userAgent() != null
                && recordSighting(use, "agent", AgentDigest.of(use.userAgent()), position, at)
                && settled) {
            raise(use, position, SignalKind.FIRST_SEEN_AGENT, "first use by " + use.userAgent(), lastUse);
        }
        recordSighting(use, "token", "", position, at);
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
        if (isErased(refusal)) {
            return;
        }
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
        if (before != null && (before.lastPosition() >= position || isMonthBefore(refusal.last(), before.since()))) {
            return;
        }
        SignalCount tally = Optional.ofNullable(before)
                .filter(known -> isWithin(BURST_WINDOW, known.since(), refusal.last()))
                .map(known -> new SignalCount(
                        key,
                        known.ownerId(),
                        known.since(),
                        known.firstPosition(),
                        position,
                        known.count() + refusal.count()))
                .orElseGet(() ->
                        new SignalCount(key, refusal.ownerId(), refusal.last(), position, position, refusal.count()));
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

    /**
     * The subject for which refusals are counted: the key, else the account, else the address in one calendar month. The
     * texts of each month about no known account are erased together, and their counts with them.
     */
    static String subject(TokenUseRefused refusal) {
        if (refusal.tokenId() != null) {
            return refusal.tokenId().toString();
        }
        if (refusal.ownerId() != null) {
            return refusal.ownerId().toString();
        }
        return refusal.address() + " " + month(refusal.last());
    }

    /** Whether nothing tells this refusal apart from others, because the text about it was erased. */
    private static boolean isErased(TokenUseRefused refusal) {
        return refusal.tokenId() == null && refusal.ownerId() == null && refusal.address() == null;
    }

    /**
     * Records a use.
     *
     * @return whether it is the first
     */
    private boolean recordSighting(TokenUsed use, String kind, String what, long position, Instant at) {
        FirstAndLastUse.Key key = new FirstAndLastUse.Key(use.tokenId(), kind, what);
        FirstAndLastUse before = state.sighting(key).orElse(null);
        state.keep(
                before == null
                        ? FirstAndLastUse.first(key, use.ownerId(), position, at)
                        : before.afterUse(position, at));
        return before == null;
    }

    /**
     * Whether a use is not later than a period after an instant. Each month begins without state of the one before, because the uses of the month
     * before it may be dropped, and the signals of a month must not depend on dropped uses.
     */
    private static boolean isWithin(Duration period, Instant since, Instant use) {
        return use.isBefore(since.plus(period)) && !isMonthBefore(since, use);
    }

    private static boolean isMonthBefore(Instant one, Instant other) {
        return month(one).isBefore(month(other));
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
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
                .filter(last -> isWithin(QUIET_PERIOD, last.since(), at))
                .isPresent()) {
            return;
        }
        state.keep(new SignalCount(key, owner, at, position, position, 1));
        List<Long> all = Stream.concat(evidence.stream().limit(MAX_EVIDENCE), Stream.of(position))
                .distinct()
                .toList();
        raised.add(new Signal(position, kind, at, token, owner, null, ip, reason, all));
    }
}
