package io.tokenledger.eventstore.useevents;

import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.eventstore.jdbc.SqlArrays;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes and reads the rows of {@code events.use_event}. */
public final class UseEventTable {
    /** The columns in the order in which {@link #read} expects them. */
    public static final String COLUMNS = """
            position, recorded_at, first_at, last_at, minted_issued_at, minted_expires_at, count, generation, channel,
            credential, refusal, event_id, token_id, owner_id, jti, minted_jti, minted_audience, request_id, correlation_id,
            fingerprint, subject_key, personal""";

    private static final String VALUES = """
            e.recorded_at::timestamptz, e.first_at::timestamptz, e.last_at::timestamptz, e.minted_issued_at::timestamptz,
            e.minted_expires_at::timestamptz, e.count::bigint, e.generation::integer, e.channel::"char",
            e.credential::"char", e.refusal::"char", e.event_id::uuid, e.token_id::uuid,
            e.owner_id::uuid, e.jti::uuid, e.minted_jti::uuid, e.minted_audience::uuid, e.request_id::uuid, e.correlation_id,
            e.fingerprint, e.subject_key, e.personal""";
    private static final String GIVEN = """
            unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                   ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                   ?::text[], ?::bytea[]) WITH ORDINALITY AS e (%s, place)""".formatted(COLUMNS);

    /** Takes the lock on positions before the first position, so that positions are in the order of commits. */
    private static final String APPEND = """
            INSERT INTO events.use_event (%s)
            SELECT nextval('events.position'), %s
            FROM (SELECT pg_advisory_xact_lock(7520113)) AS positions, %s
            ORDER BY e.place""".formatted(COLUMNS, VALUES, GIVEN);

    private static final String INSERT = """
            INSERT INTO events.use_event (%s)
            SELECT e.position, %s
            FROM %s
            ORDER BY e.position""".formatted(COLUMNS, VALUES, GIVEN);

    /** The columns between the position and the personal texts. */
    private static final List<Function<UseEventRow, @Nullable Object>> TEXTS = List.of(
            UseEventRow::recordedAt,
            row -> row.first().equals(row.recordedAt()) ? null : row.first(),
            row -> row.last().equals(row.first()) ? null : row.last(),
            row -> row.minted() == null ? null : row.minted().issuedAt(),
            row -> row.minted() == null ? null : row.minted().expiresAt(),
            row -> row.count() == 1 ? null : row.count(),
            UseEventRow::generation,
            row -> UseCodes.CHANNELS.code(row.channel()),
            row -> UseCodes.CREDENTIALS.code(row.credential()),
            row -> UseCodes.REFUSALS.code(row.refusal()),
            UseEventRow::eventId,
            UseEventRow::tokenId,
            UseEventRow::ownerId,
            UseEventRow::jti,
            row -> row.minted() == null ? null : row.minted().jti(),
            row -> row.minted() == null ? null : row.minted().audience(),
            row -> hasRequestId(row) ? row.correlationId() : null,
            row -> hasRequestId(row) ? null : row.correlationId(),
            UseEventRow::fingerprint,
            row -> row.subjectKey().equals(String.valueOf(row.ownerId())) ? null : row.subjectKey());

    private final JdbcTemplate jdbc;

    public UseEventTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends rows at the next positions. */
    public void append(List<UseEventRow> rows) {
        jdbc.update(APPEND, statement -> set(statement, rows));
    }

    /** Inserts rows at the positions that they have. */
    public void insert(List<UseEventRow> rows) {
        jdbc.update(INSERT, statement -> set(statement, rows));
    }

    private static void set(PreparedStatement statement, List<UseEventRow> rows) throws SQLException {
        SqlArrays<UseEventRow> arrays =
                new SqlArrays<>(statement, rows).numbers(row -> row.position() == null ? 0 : row.position());
        for (Function<UseEventRow, @Nullable Object> column : TEXTS) {
            arrays.texts(column);
        }
        arrays.bytes(UseEventRow::personal);
    }

    /**
     * The values of all {@link #COLUMNS} but the position, in their order and as PostgreSQL reads them from text. For bulk
     * loads, which assign positions themselves.
     */
    public static List<@Nullable String> texts(UseEventRow row) {
        List<@Nullable String> texts = new ArrayList<>(TEXTS.size() + 1);
        for (Function<UseEventRow, @Nullable Object> column : TEXTS) {
            Object value = column.apply(row);
            texts.add(value == null ? null : value.toString());
        }
        texts.add("\\x" + HexFormat.of().formatHex(row.personal()));
        return texts;
    }

    private static boolean hasRequestId(UseEventRow row) {
        return row.correlationId() != null && UseEventCodec.isUuid(row.correlationId());
    }

    /** Reads a row with all {@link #COLUMNS}. */
    public static UseEventRow read(ResultSet row) throws SQLException {
        Instant recordedAt = row.getTimestamp("recorded_at").toInstant();
        Instant first = Objects.requireNonNullElse(Sql.instant(row, "first_at"), recordedAt);
        UUID ownerId = uuid(row, "owner_id");
        long count = row.getLong("count");
        int generation = row.getInt("generation");
        boolean accepted = !row.wasNull();
        UUID requestId = uuid(row, "request_id");
        return new UseEventRow(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                recordedAt,
                uuid(row, "token_id"),
                ownerId,
                accepted ? generation : null,
                Objects.requireNonNull(UseCodes.CHANNELS.value(row.getString("channel"))),
                UseCodes.CREDENTIALS.value(row.getString("credential")),
                UseCodes.REFUSALS.value(row.getString("refusal")),
                uuid(row, "jti"),
                row.getString("fingerprint"),
                first,
                Objects.requireNonNullElse(Sql.instant(row, "last_at"), first),
                count == 0 ? 1 : count,
                minted(row),
                requestId == null ? row.getString("correlation_id") : requestId.toString(),
                Objects.requireNonNullElseGet(row.getString("subject_key"), () -> String.valueOf(ownerId)),
                row.getBytes("personal"));
    }

    private static @Nullable MintedToken minted(ResultSet row) throws SQLException {
        UUID jti = uuid(row, "minted_jti");
        return jti == null
                ? null
                : new MintedToken(
                        jti.toString(),
                        row.getObject("minted_audience", UUID.class).toString(),
                        row.getTimestamp("minted_issued_at").toInstant(),
                        row.getTimestamp("minted_expires_at").toInstant());
    }

    private static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
