package io.tokenledger.query.exposure;

import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.query.exposure.ExposureReport.ApiTokenMinted;
import io.tokenledger.query.exposure.ExposureReport.Sighting;
import io.tokenledger.query.exposure.ExposureReport.Use;
import io.tokenledger.query.sql.AuditNetworks;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the actions of the subject from the audit trail. */
@Repository
class UsesRepository {
    static final String ACCEPTED = "r.action = 'token.used'";
    static final String REFUSED = "r.action IN ('token.use_refused', 'account.sign_in_refused')";

    private final JdbcClient jdbc;

    UsesRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Uses that overlap the window.
     *
     * @param most maximum number of uses; one more is returned if there are more
     */
    List<Use> uses(SqlConditions subject, String kind, ReportWindow window, int most) {
        return jdbc.sql("""
                        SELECT r.*, host(r.ip) AS address, r.data ->> 'channel' AS channel, x.user_agent, x.target
                        FROM audit_trail_v3 r JOIN audit_trail_text_v2 x USING (text_hash)%s AND %s AND r.last_at >= ? AND r.first_at < ?
                        ORDER BY r.position LIMIT ?""".formatted(subject.where(), kind))
                .params(values(subject, window.begin(), window.end(), most + 1))
                .query(UsesRepository::readUse)
                .list();
    }

    /**
     * API tokens that were issued in the window, by an exchange of the key or of one of its API tokens, or by a
     * sign-in.
     */
    List<ApiTokenMinted> minted(SqlConditions subject, ReportWindow window, int most) {
        return jdbc.sql("""
                        SELECT r.event_id, r.recorded_at, coalesce(r.minted_jti, r.session_id) AS jti,
                               r.data ->> 'audience' AS audience,
                               coalesce((r.data ->> 'issued_at')::timestamptz, r.first_at) AS issued_at,
                               (r.data ->> 'expires_at')::timestamptz AS expires_at
                        FROM audit_trail_v3 r%s AND r.last_at >= ? AND r.first_at < ?
                            AND (r.minted_jti IS NOT NULL OR r.action = 'account.signed_in')
                        ORDER BY r.position LIMIT ?""".formatted(subject.where()))
                .params(values(subject, window.begin(), window.end(), most + 1))
                .query((row, number) -> new ApiTokenMinted(
                        row.getObject("event_id", UUID.class),
                        row.getString("jti"),
                        row.getString("audience"),
                        instant(row, "issued_at"),
                        instant(row, "expires_at")))
                .list();
    }

    /** The expiry of the API token that expires last, of all that were issued in the window; empty if there is none. */
    Optional<Instant> lastExpiry(SqlConditions subject, ReportWindow window) {
        return jdbc.sql("""
                        SELECT max((r.data ->> 'expires_at')::timestamptz) AS last_expiry
                        FROM audit_trail_v3 r%s AND r.last_at >= ? AND r.first_at < ?
                            AND (r.minted_jti IS NOT NULL OR r.action = 'account.signed_in')""".formatted(subject.where()))
                .params(values(subject, window.begin(), window.end()))
                .query((row, number) -> Optional.ofNullable(Sql.instant(row, "last_expiry")))
                .single();
    }

    List<Sighting> networks(SqlConditions subject, ReportWindow window, int most) {
        return sightings(subject, window, AuditNetworks.NETWORK, most);
    }

    List<Sighting> agents(SqlConditions subject, ReportWindow window, int most) {
        return sightings(subject, window, "x.user_agent", most);
    }

    /** Networks or user agents with uses in the window. The first use is taken from the subject's whole history. */
    private List<Sighting> sightings(SqlConditions subject, ReportWindow window, String what, int most) {
        return jdbc.sql("""
                        SELECT * FROM (
                            SELECT %s AS what, min(r.first_at) AS first_seen,
                                   max(r.last_at) FILTER (WHERE r.last_at >= :from AND r.first_at < :to) AS last_seen,
                                   sum(r.count) FILTER (WHERE r.last_at >= :from AND r.first_at < :to) AS uses
                            FROM audit_trail_v3 r JOIN audit_trail_text_v2 x USING (text_hash)%s AND %s
                                AND r.first_at < :to GROUP BY 1) seen
                        WHERE what IS NOT NULL AND uses > 0 ORDER BY first_seen, what LIMIT %d""".formatted(what, subject.where(), ACCEPTED, most + 1)
                        .replace(":from", "?::timestamptz")
                        .replace(":to", "?::timestamptz"))
                .params(sightingValues(subject, window))
                .query((row, number) -> new Sighting(
                        row.getString("what"),
                        instant(row, "first_seen"),
                        instant(row, "last_seen"),
                        row.getLong("uses"),
                        !instant(row, "first_seen").isBefore(window.from())))
                .list();
    }

    private static List<Object> sightingValues(SqlConditions subject, ReportWindow window) {
        List<Object> values = new ArrayList<>(List.of(window.begin(), window.end(), window.begin(), window.end()));
        values.addAll(subject.values());
        values.add(window.end());
        return values;
    }

    private static List<Object> values(SqlConditions subject, Object... more) {
        List<Object> values = new ArrayList<>(subject.values());
        values.addAll(List.of(more));
        return values;
    }

    private static Use readUse(ResultSet row, int number) throws SQLException {
        return new Use(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                instant(row, "first_at"),
                instant(row, "last_at"),
                row.getLong("count"),
                row.getString("address"),
                row.getString("user_agent"),
                row.getString("channel"),
                row.getString("target"),
                row.getString("session_id"),
                row.getString("reason"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
