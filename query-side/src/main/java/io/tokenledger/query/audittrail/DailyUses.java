package io.tokenledger.query.audittrail;

import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.retention.TokenUsesSummarized.UsesOfDay;
import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.query.sql.AuditNetworks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Sums the uses of each key by UTC day, network and channel. Only the projection of the audit trail writes these rows, in
 * the transaction of their entries, so both have the same position.
 */
@Repository
class DailyUses {
    /** The networks of one batch may be equal, so the statement itself sums them. */
    private static final String ADD = """
            INSERT INTO token_use_day_v1 AS known (
                token_id, day, generation, network, channel, outcome, uses, entries, first_place, last_place, first_at, last_at)
            SELECT token_id, day, generation, %s AS network, channel, outcome,
                   sum(uses), sum(entries), min(first_place), max(last_place), min(first_at), max(last_at)
            FROM (SELECT token_id::uuid, day::date, generation, ip::inet, channel, outcome, uses, entries, first_place, last_place,
                         first_at::timestamptz, last_at::timestamptz
                  FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                              ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                       AS e (token_id, day, generation, ip, channel, outcome, uses, entries, first_place, last_place,
                             first_at, last_at)) r
            GROUP BY 1, 2, 3, 4, 5, 6
            ON CONFLICT (token_id, day, generation, network, channel, outcome) DO UPDATE
            SET uses = known.uses + excluded.uses, entries = known.entries + excluded.entries,
                first_place = least(known.first_place, excluded.first_place),
                last_place = greatest(known.last_place, excluded.last_place),
                first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)""".formatted(AuditNetworks.OF_DAILY_USES);

    private final JdbcTemplate jdbc;

    DailyUses(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The sums of dropped uses, and the position of their event. */
    record Summary(long position, TokenUsesSummarized event) {}

    private record Sum(
            UUID tokenId,
            LocalDate day,
            long generation,
            @Nullable String ip,
            String channel,
            String outcome,
            long uses,
            long entries,
            long firstPosition,
            long lastPosition,
            Instant first,
            Instant last) {
        static Sum of(AuditEntry entry, UUID tokenId) {
            boolean ordered = !entry.last().isBefore(entry.first());
            return new Sum(
                    tokenId,
                    LocalDate.ofInstant(entry.first(), ZoneOffset.UTC),
                    entry.data().get("generation") instanceof Integer known ? known : 0,
                    entry.ip(),
                    String.valueOf(entry.data().get("channel")),
                    entry.outcome(),
                    entry.count(),
                    1,
                    entry.position(),
                    entry.position(),
                    ordered ? entry.first() : entry.last(),
                    ordered ? entry.last() : entry.first());
        }

        static Sum of(TokenUsesSummarized event, UsesOfDay uses) {
            return new Sum(
                    event.tokenId(),
                    uses.day(),
                    uses.generation(),
                    event.address(uses.address()),
                    uses.channel().wire(),
                    uses.accepted() ? AuditEntryMapper.ACCEPTED : AuditEntryMapper.REFUSED,
                    uses.uses(),
                    uses.entries(),
                    uses.firstPosition(),
                    uses.lastPosition(),
                    uses.first(),
                    uses.last());
        }
    }

    /** Adds the uses of known keys among these new entries. */
    void add(List<AuditEntry> entries) {
        add(entries.stream().filter(AuditEntry::isUse).flatMap(DailyUses::sum));
    }

    /** Adds uses whose entries were dropped. */
    void addSummaries(List<Summary> summaries) {
        add(summaries.stream()
                .map(Summary::event)
                .flatMap(event -> event.days().stream().map(uses -> Sum.of(event, uses))));
    }

    private static Stream<Sum> sum(AuditEntry entry) {
        UUID tokenId = entry.tokenId();
        return tokenId == null ? Stream.empty() : Stream.of(Sum.of(entry, tokenId));
    }

    private void add(Stream<Sum> added) {
        List<Sum> sums = added.toList();
        if (sums.isEmpty()) {
            return;
        }
        jdbc.update(ADD, statement -> {
            new SqlArrays<>(statement, sums)
                    .texts(Sum::tokenId)
                    .texts(Sum::day)
                    .numbers(Sum::generation)
                    .texts(Sum::ip)
                    .texts(Sum::channel)
                    .texts(Sum::outcome)
                    .numbers(Sum::uses)
                    .numbers(Sum::entries)
                    .numbers(Sum::firstPosition)
                    .numbers(Sum::lastPosition)
                    .texts(Sum::first)
                    .texts(Sum::last);
        });
    }
}
