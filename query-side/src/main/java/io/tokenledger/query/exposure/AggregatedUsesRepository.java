package io.tokenledger.query.exposure;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.PersonalText;
import io.tokenledger.query.exposure.ExposureReport.Unknown;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds the uses that were aggregated past a limit. Some may belong to the subject although their entries do not name
 * it.
 */
@Repository
class AggregatedUsesRepository {
    private final JdbcClient jdbc;

    AggregatedUsesRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The gap that these uses leave in a report on the subject; empty if there are none in the window. */
    Optional<Unknown> of(ReportSubject subject, ReportWindow window, Caller caller) {
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.data ->> 'aggregated' IS NOT NULL AND r.last_at >= ?", window.begin());
        conditions.and("r.first_at < ?", window.end());
        String why = switch (subject) {
            case ReportSubject.Key key -> {
                conditions.and(
                        "r.outcome = 'refused' AND r.token_id IS NULL AND (r.owner_id IS NULL OR r.owner_id ="
                                + " (SELECT t.owner_id FROM token_listing_v1 t WHERE t.token_id = ?))",
                        key.id());
                yield withoutNames("API keys");
            }
            case ReportSubject.Owner owner -> {
                conditions.and("r.outcome = 'refused' AND r.token_id IS NULL AND r.owner_id IS NULL");
                yield withoutNames("accounts");
            }
            case ReportSubject.Network network -> {
                conditions.and(
                        "(r.ip IS NULL OR (family(r.ip) = 6 AND set_masklen(r.ip::cidr, 64) >> ?::inet))",
                        network.network());
                VisibleAccounts.restrictEntries(conditions, "r", caller);
                yield "Uses above a limit were counted together without their addresses. Some may be of this network.";
            }
            case ReportSubject.ApiToken token -> {
                conditions.and(
                        "r.action = 'token.used' AND r.token_id ="
                                + " (SELECT m.token_id FROM audit_trail_v3 m WHERE m.minted_jti = ? LIMIT 1)",
                        token.jti());
                VisibleAccounts.restrictEntries(conditions, "r", caller);
                yield "Uses of the API key above its account's limit were counted together without their API tokens."
                        + " Some may belong to this API token.";
            }
        };
        return spanOf(conditions, window)
                .map(span -> new Unknown(UnknownKind.ABOVE_A_LIMIT, why, span.from(), span.to()));
    }

    /** Uses whose texts were erased have no address, so some may be of a network; empty for other subjects. */
    Optional<Unknown> erased(ReportSubject subject, ReportWindow window, Caller caller) {
        if (!(subject instanceof ReportSubject.Network)) {
            return Optional.empty();
        }
        SqlConditions conditions = new SqlConditions();
        conditions.and("r.ip IS NULL AND r.last_at >= ?", window.begin());
        conditions.and("r.first_at < ?", window.end());
        conditions.and("""
                r.text_hash IN (SELECT e.text_hash FROM audit_trail_text_v2 e
                                WHERE e.user_agent = ? AND e.target = ?)""", PersonalText.ERASED, PersonalText.ERASED);
        VisibleAccounts.restrictEntries(conditions, "r", caller);
        return spanOf(conditions, window)
                .map(span -> new Unknown(
                        UnknownKind.ERASED,
                        "The addresses of some uses were erased. Some of them may be of this network.",
                        span.from(),
                        span.to()));
    }

    private static String withoutNames(String what) {
        return "Refused uses above the limit of their network or account were counted together without their " + what
                + ". Some may belong to this subject.";
    }

    private record Times(Instant from, Instant to) {}

    /** The time from the first to the last of these uses, limited to the window. */
    private Optional<Times> spanOf(SqlConditions conditions, ReportWindow window) {
        List<Times> spans = jdbc.sql(
                        "SELECT min(r.first_at) AS first_at, max(r.last_at) AS last_at FROM audit_trail_v3 r"
                                + conditions.where() + " HAVING count(*) > 0")
                .params(conditions.values())
                .query((row, number) -> new Times(
                        row.getTimestamp("first_at").toInstant(),
                        row.getTimestamp("last_at").toInstant()))
                .list();
        return spans.stream()
                .findFirst()
                .map(span -> new Times(
                        span.from().isBefore(window.from()) ? window.from() : span.from(),
                        span.to().isAfter(window.to()) ? window.to() : span.to()));
    }
}
