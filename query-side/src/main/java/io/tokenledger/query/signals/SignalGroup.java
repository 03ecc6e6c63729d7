package io.tokenledger.query.signals;

import io.tokenledger.api.resource.SignalKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one key; or of one address, or else one account, if no key is known.
 *
 * @param tokenId API key; null if the signals belong to no key
 * @param ownerId account that owns the key; without a key and an address, the account itself
 * @param ip address of the signals; null for a key or an account
 * @param times number of signals
 * @param kinds number of signals of each kind, sorted by kind
 * @param first time of the first signal
 * @param last time of the newest signal
 * @param position position of the event that raised the newest signal
 * @param kind kind of the newest signal
 * @param reason reason of the newest signal, in words
 */
record SignalGroup(
        @Nullable UUID tokenId,
        @Nullable UUID ownerId,
        @Nullable String ip,
        long times,
        List<KindTimes> kinds,
        Instant first,
        Instant last,
        long position,
        SignalKind kind,
        String reason) {

    /** The number of signals of one kind. */
    record KindTimes(SignalKind kind, long times) {}

    /** A group of which only one kind is counted so far. */
    static SignalGroup of(Signal newest, KindTimes counted, Instant first, Instant last) {
        UUID token = newest.tokenId();
        String ip = token == null ? newest.ip() : null;
        return new SignalGroup(
                token,
                ip == null ? newest.ownerId() : null,
                ip,
                counted.times(),
                List.of(counted),
                first,
                last,
                newest.position(),
                newest.kind(),
                newest.reason());
    }

    /** The same group with another kind. */
    SignalGroup plus(KindTimes counted, Instant earliest, Instant latest) {
        return new SignalGroup(
                tokenId,
                ownerId,
                ip,
                times + counted.times(),
                Stream.concat(kinds.stream(), Stream.of(counted)).toList(),
                earliest.isBefore(first) ? earliest : first,
                latest.isAfter(last) ? latest : last,
                position,
                kind,
                reason);
    }
}
