package io.tokenledger.query.signals;

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

/** Decides what deserves a look, from an event and what is known of its key. Pure: the same events raise the same signals. */
final class SignalRules {
    static final Duration DORMANT = Duration.ofDays(30);
    static final Duration SETTLED = Duration.ofDays(7);
    static final Duration BURST = Duration.ofMinutes(10);
    static final long BURST_SIZE = 20;
    static final Duration AT_ONCE = Duration.ofHours(1);
    static final int MANY = 5;
    /** Of those that a key was used from lately the latest count, whatever the size of the batch that is judged. */
    static final int MOST_NETWORKS = 20;

    private static final Duration QUIET = Duration.ofHours(1);
    private static final int MOST_EVIDENCE = 20;
    private static final Set<UseRefusalReason> DEAD = Set.of(
            UseRefusalReason.RETIRED,
            UseRefusalReason.EXPIRED,
            UseRefusalReason.DEACTIVATED,
            UseRefusalReason.DELETED,
            UseRefusalReason.REVOKED);

    private final DetectionState memory;
    private final List<Signal> raised = new ArrayList<>();

    SignalRules(DetectionState memory) {
        this.memory = memory;
    }

    List<Signal> raised() {
        return raised;
    }

    /** What must be known to judge this use. */
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
                memory.sighting(new FirstAndLastUse.Key(token, "token", "")).orElse(null);
        if (before != null && !at.isBefore(before.lastAt().plus(DORMANT))) {
            long days = Duration.between(before.lastAt(), at).toDays();
            raise(
                    use,
                    position,
                    SignalKind.DORMANT_KEY_WAKES,
                    "unused for " + days + " days",
                    List.of(before.lastPosition()));
        }
        List<Long> lastUse = before == null ? List.of() : List.of(before.lastPosition());
        boolean settled = before != null && !at.isBefore(before.firstAt().plus(SETTLED));
        String network = use.address() == null ? null : SignalNetwork.of(use.address());
        if (network != null && see(token, "network", network, position, at) && settled) {
            raise(use, position, SignalKind.FIRST_SEEN_NETWORK, "first use from " + network, lastUse);
        }
        if (use.userAgent() != null && see(token, "agent", AgentDigest.of(use.userAgent()), position, at) && settled) {
            raise(use, position, SignalKind.FIRST_SEEN_AGENT, "first use by " + use.userAgent(), lastUse);
        }
        see(token, "token", "", position, at);
        List<FirstAndLastUse> lately = memory.networks(token).stream()
                .filter(one -> one.lastAt().isAfter(at.minus(AT_ONCE)))
                .sorted(Comparator.comparing(FirstAndLastUse::lastAt)
                        .thenComparingLong(FirstAndLastUse::lastPosition)
                        .reversed())
                .limit(MOST_NETWORKS)
                .sorted(Comparator.comparingLong(FirstAndLastUse::lastPosition))
                .toList();
        if (lately.size() >= MANY) {
            raise(
                    use,
                    position,
                    SignalKind.MANY_NETWORKS,
                    "used from " + lately.size() + (lately.size() == MOST_NETWORKS ? " or more" : "")
                            + " networks within an hour",
                    lately.stream().map(FirstAndLastUse::lastPosition).toList());
        }
    }

    void on(TokenUseRefused refusal, long position) {
        UUID token = refusal.tokenId();
        String subject = subject(refusal);
        if (token != null && DEAD.contains(refusal.reason())) {
            raise(
                    refusal.last(),
                    position,
                    SignalKind.DEAD_VALUE_USED,
                    token,
                    refusal.ownerId(),
                    refusal.address(),
                    subject,
                    "a value that is " + refusal.reason().wire() + " was used",
                    List.of());
        }
        SignalCount.Key key = new SignalCount.Key(subject, "refusals");
        SignalCount before = memory.tally(key).orElse(null);
        if (before != null && before.lastPosition() >= position) {
            return;
        }
        SignalCount tally = Optional.ofNullable(before)
                .filter(known -> refusal.last().isBefore(known.since().plus(BURST)))
                .map(known -> new SignalCount(
                        key, known.since(), known.firstPosition(), position, known.count() + refusal.count()))
                .orElseGet(() -> new SignalCount(key, refusal.last(), position, position, refusal.count()));
        memory.keep(tally);
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

    /** What refusals are counted for: the key, the address, or the account. */
    static String subject(TokenUseRefused refusal) {
        if (refusal.tokenId() != null) {
            return refusal.tokenId().toString();
        }
        return refusal.address() != null ? refusal.address() : String.valueOf(refusal.ownerId());
    }

    /** Whether that was the first time. */
    private boolean see(UUID token, String kind, String what, long position, Instant at) {
        FirstAndLastUse.Key key = new FirstAndLastUse.Key(token, kind, what);
        FirstAndLastUse before = memory.sighting(key).orElse(null);
        memory.keep(before == null ? FirstAndLastUse.first(key, position, at) : before.seen(position, at));
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
        if (memory.tally(key)
                .filter(last -> at.isBefore(last.since().plus(QUIET)))
                .isPresent()) {
            return;
        }
        memory.keep(new SignalCount(key, at, position, position, 1));
        List<Long> all = Stream.concat(evidence.stream().limit(MOST_EVIDENCE), Stream.of(position))
                .distinct()
                .toList();
        raised.add(new Signal(position, kind, at, token, owner, ip, reason, all));
    }
}
