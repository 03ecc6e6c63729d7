package io.tokenledger.query.retention;

import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.events.retention.OriginKind;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.retention.TokenUsesSummarized.LastUse;
import io.tokenledger.events.retention.TokenUsesSummarized.OriginOfUses;
import io.tokenledger.events.retention.TokenUsesSummarized.UsesOfDay;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.eventstore.StoreLimits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sums the dropped uses of one key, given all its uses in the order of their positions. An event is emitted as soon as it
 * is large, so a key with any number of clients takes limited memory. Pure.
 */
final class KeySummary {
    private record DayKey(
            LocalDate day,
            int generation,
            boolean accepted,
            Channel channel,
            @Nullable String network) {}

    private record OriginKey(OriginKind kind, String what) {}

    /** @param text address or user agent of the first of these uses */
    private record Day(@Nullable String text, UsesOfDay uses) {}

    private record Origin(@Nullable String text, OriginOfUses uses) {}

    /** A position, and when the event that had it was recorded. */
    record At(long position, Instant recordedAt) {}

    private record Last(
            At event,
            Instant at,
            @Nullable String address,
            @Nullable String userAgent) {}

    private final UUID tokenId;
    private final UUID ownerId;
    private final BiConsumer<At, TokenUsesSummarized> emit;
    private final Map<DayKey, Day> days = new LinkedHashMap<>();
    private final Map<OriginKey, Origin> origins = new LinkedHashMap<>();
    private final List<At> places = new ArrayList<>();
    private @Nullable Instant latest;
    private @Nullable Last last;

    /** @param emit receives each event with its position */
    KeySummary(UUID tokenId, UUID ownerId, BiConsumer<At, TokenUsesSummarized> emit) {
        this.tokenId = tokenId;
        this.ownerId = ownerId;
        this.emit = emit;
    }

    UUID tokenId() {
        return tokenId;
    }

    /** Adds the next use. One that remains counts only for which dropped use is the last. */
    void add(long position, Instant recordedAt, UsageEvent use, boolean isDropped) {
        At at = new At(position, recordedAt);
        if (use instanceof TokenUsed accepted && (latest == null || latest.isBefore(accepted.last()))) {
            latest = accepted.last();
            last = isDropped ? new Last(at, accepted.last(), accepted.address(), accepted.userAgent()) : last;
        }
        if (!isDropped) {
            return;
        }
        if (places.size() < 2) {
            places.add(at);
        }
        addDay(position, use);
        if (use instanceof TokenUsed accepted) {
            addOrigins(position, accepted);
        }
        if (days.size() + origins.size() >= StoreLimits.MAX_SUMS_PER_EVENT) {
            emit.accept(besideLast(), event(null));
            days.clear();
            origins.clear();
            places.clear();
        }
    }

    /** Emits what remains. */
    void end() {
        if (last != null) {
            emit.accept(last.event(), event(last));
        } else if (!days.isEmpty()) {
            emit.accept(places.getFirst(), event(null));
        }
    }

    /** A position of these uses that no other event of the key gets. */
    private At besideLast() {
        return last == null || !places.getFirst().equals(last.event()) ? places.getFirst() : places.getLast();
    }

    private void addDay(long position, UsageEvent use) {
        String address = use.address();
        DayKey key = new DayKey(
                LocalDate.ofInstant(use.first(), ZoneOffset.UTC),
                use instanceof TokenUsed used ? used.generation() : 0,
                use instanceof TokenUsed,
                use.channel(),
                address == null ? null : ClientNetwork.of(address).toString());
        boolean ordered = !use.last().isBefore(use.first());
        Instant first = ordered ? use.first() : use.last();
        Instant end = ordered ? use.last() : use.first();
        days.merge(
                key,
                new Day(
                        address,
                        new UsesOfDay(
                                key.day(),
                                key.generation(),
                                key.accepted(),
                                key.channel(),
                                null,
                                use.count(),
                                1,
                                position,
                                position,
                                first,
                                end)),
                (known, more) -> new Day(known.text(), sum(known.uses(), more.uses())));
    }

    private static UsesOfDay sum(UsesOfDay known, UsesOfDay more) {
        return new UsesOfDay(
                known.day(),
                known.generation(),
                known.accepted(),
                known.channel(),
                null,
                known.uses() + more.uses(),
                known.entries() + more.entries(),
                known.firstPosition(),
                more.lastPosition(),
                known.first().isBefore(more.first()) ? known.first() : more.first(),
                known.last().isAfter(more.last()) ? known.last() : more.last());
    }

    private void addOrigins(long position, TokenUsed use) {
        addOrigin(new OriginKey(OriginKind.TOKEN, ""), null, position, use);
        String address = use.address();
        if (address != null) {
            addOrigin(
                    new OriginKey(OriginKind.NETWORK, ClientNetwork.of(address).toString()), address, position, use);
        }
        String agent = use.userAgent();
        if (agent != null) {
            addOrigin(new OriginKey(OriginKind.AGENT, agent), agent, position, use);
        }
    }

    private void addOrigin(OriginKey key, @Nullable String text, long position, TokenUsed use) {
        origins.merge(
                key,
                new Origin(
                        text,
                        new OriginOfUses(key.kind(), null, position, use.first(), use.last(), position, use.last())),
                (known, more) ->
                        OriginOfUses.isLater(more.uses().last(), known.uses().last())
                                ? new Origin(known.text(), until(known.uses(), more.uses()))
                                : known);
    }

    private static OriginOfUses until(OriginOfUses known, OriginOfUses later) {
        return new OriginOfUses(
                known.kind(),
                null,
                known.firstPosition(),
                known.since(),
                known.first(),
                later.lastPosition(),
                later.last());
    }

    private TokenUsesSummarized event(@Nullable Last lastUse) {
        Map<String, Integer> numbers = new HashMap<>();
        List<UsesOfDay> sums = days.values().stream()
                .map(day -> numbered(day.uses(), number(numbers, day.text())))
                .toList();
        List<OriginOfUses> seen = origins.values().stream()
                .map(origin -> numbered(origin.uses(), number(numbers, origin.text())))
                .toList();
        LastUse end = lastUse == null
                ? null
                : new LastUse(lastUse.at(), number(numbers, lastUse.address()), number(numbers, lastUse.userAgent()));
        Map<String, String> texts = new HashMap<>();
        numbers.forEach((text, number) -> texts.put(number.toString(), text));
        return new TokenUsesSummarized(tokenId, ownerId, sums, seen, end, texts);
    }

    private static @Nullable Integer number(Map<String, Integer> numbers, @Nullable String text) {
        return text == null ? null : numbers.computeIfAbsent(text, fresh -> numbers.size() + 1);
    }

    private static UsesOfDay numbered(UsesOfDay uses, @Nullable Integer address) {
        return new UsesOfDay(
                uses.day(),
                uses.generation(),
                uses.accepted(),
                uses.channel(),
                address,
                uses.uses(),
                uses.entries(),
                uses.firstPosition(),
                uses.lastPosition(),
                uses.first(),
                uses.last());
    }

    private static OriginOfUses numbered(OriginOfUses uses, @Nullable Integer text) {
        return new OriginOfUses(
                uses.kind(), text, uses.firstPosition(), uses.since(), uses.first(), uses.lastPosition(), uses.last());
    }
}
