package io.tokenledger.query.audittrail;

import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.retention.TokenUsesSummarized.UsesOfDay;
import io.tokenledger.eventstore.jdbc.SqlArrays;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ReadModelSchema;
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
 * the transaction of their entries, so both have the same position. A copy gets them when all its entries are written.
 */
@Repository
class DailyUses {
    static final String TABLE = "token_use_day_v1";

    private static final String UNFILLED = TABLE + Projection.UNFILLED;

    private static final String SUMS = """
             AS known (
                token_id, day, generation, network, channel, outcome, uses, entries, first_place, last_place, first_at, last_at)
            SELECT token_id, day, generation, %s AS network, channel, outcome,
                   sum(uses), sum(entries), min(first_place), max(last_place), min(first_at), max(last_at)
            """.formatted(AuditNetworks.OF_DAILY_USES);

    /** The networks of one batch may be equal, so the statement itself sums them. */
    private static final String SUMS_OF_BATCH = SUMS + """
            FROM (SELECT token_id::uuid, day::date, generation, ip::inet, channel, outcome, uses, entries, first_place, last_place,
                         first_at::timestamptz, last_at::timestamptz
                  FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                              ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                       AS e (token_id, day, generation, ip, channel, outcome, uses, entries, first_place, last_place,
                             first_at, last_at)) r
            GROUP BY 1, 2, 3, 4, 5, 6
            """;

    /** Adds the sums of dropped uses to a copy that is not filled yet. It has no key. */
    private static final String ADD_UNFILLED = "INSERT INTO " + UNFILLED + SUMS_OF_BATCH;

    private static final String ADD = "INSERT INTO " + TABLE + SUMS_OF_BATCH + """
            ON CONFLICT (token_id, day, generation, network, channel, outcome) DO UPDATE
            SET uses = known.uses + excluded.uses, entries = known.entries + excluded.entries,
                first_place = least(known.first_place, excluded.first_place),
                last_place = greatest(known.last_place, excluded.last_place),
                first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)""";

    /** Before this statement, the table of a copy has sums of dropped uses only. */
    private static final String FILL = """
            WITH dropped AS (
                DELETE FROM %1$s
                RETURNING token_id, day, generation, nullif(network, '::') AS ip, channel, outcome, uses, entries,
                    first_place, last_place, first_at, last_at)
            INSERT INTO %1$s""".formatted(UNFILLED) + SUMS + """
            FROM (SELECT * FROM dropped
                  UNION ALL
                  SELECT token_id, (first_at AT TIME ZONE 'UTC')::date, coalesce((data ->> 'generation')::bigint, 0), ip,
                         data ->> 'channel', outcome, count, 1, position, position,
                         least(first_at, last_at), greatest(first_at, last_at)
                  FROM audit_trail_v3 WHERE is_use AND token_id IS NOT NULL) r
            GROUP BY 1, 2, 3, 4, 5, 6""";

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

    /** Adds the uses of known keys among these new entries, unless {@link #fill} will add all of a copy. */
    void add(List<AuditEntry> entries) {
        if (ReadModelSchema.areFilled()) {
            add(ADD, entries.stream().filter(AuditEntry::isUse).flatMap(DailyUses::sum));
        }
    }

    /** Adds the uses of all entries of a copy. A statement for each batch would update many rows again and again. */
    void fill() {
        jdbc.update(FILL);
    }

    /** Adds uses whose entries were dropped. */
    void addSummaries(List<Summary> summaries) {
        add(
                ReadModelSchema.areFilled() ? ADD : ADD_UNFILLED,
                summaries.stream()
                        .map(Summary::event)
                        .flatMap(event -> event.days().stream().map(uses -> Sum.of(event, uses))));
    }

    private static Stream<Sum> sum(AuditEntry entry) {
        UUID tokenId = entry.tokenId();
        return tokenId == null ? Stream.empty() : Stream.of(Sum.of(entry, tokenId));
    }

    private void add(String statement, Stream<Sum> added) {
        List<Sum> sums = added.toList();
        if (sums.isEmpty()) {
            return;
        }
        jdbc.update(statement, values -> {
            new SqlArrays<>(values, sums)
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
