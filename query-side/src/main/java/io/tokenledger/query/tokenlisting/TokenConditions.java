package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.domain.KeyState;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.KeyFamily;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleHistory;
import io.tokenledger.query.sql.VisibleOrigins;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The conditions of a listing of keys: its filters, restricted to keys that the caller may see. */
final class TokenConditions {
    private final SqlConditions sql = new SqlConditions();
    private final Caller caller;
    private final AsOf asOf;

    private TokenConditions(Caller caller, AsOf asOf) {
        this.caller = caller;
        this.asOf = asOf;
    }

    static TokenConditions of(FilterValues filters, Caller caller, AsOf asOf) {
        TokenConditions where = new TokenConditions(caller, asOf);
        VisibleAccounts.restrict(where.sql, "t.owner_id", caller, asOf);
        if (!filters.has(TokenFilter.STATE)) {
            where.and("NOT t.deleted");
        }
        filters.forEach((filter, value) -> ((TokenFilter) filter).condition().add(where, value));
        return where;
    }

    /** Adds the condition of a filter for a value. */
    @FunctionalInterface
    interface Condition<T> {
        void add(TokenConditions where, T value);

        /** A condition whose only parameter is the value. */
        static <T> Condition<T> of(String condition) {
            return (where, value) -> where.and(condition, value);
        }

        /** A condition that holds if the filter is true, and does not hold if it is false. */
        static Condition<Boolean> when(String condition) {
            return (where, wanted) -> where.and(wanted ? condition : "NOT (" + condition + ")");
        }
    }

    SqlConditions sql() {
        return sql;
    }

    Caller caller() {
        return caller;
    }

    AsOf asOf() {
        return asOf;
    }

    void and(String condition, Object... values) {
        sql.and(
                condition,
                Arrays.stream(values)
                        .map(value -> value instanceof Instant instant ? Timestamp.from(instant) : value)
                        .toArray());
    }

    /** Restricts the listing to keys on which the caller may perform an action. */
    void restrictTo(Action action) {
        VisibleAccounts.restrict(sql, "t.owner_id", caller, action, asOf);
    }

    /** An empty value selects owners without any organization. */
    void ownerBelongsTo(Optional<UUID> organization) {
        organization.ifPresentOrElse(
                id -> VisibleAccounts.ofOrganization(sql, "t.owner_id", id, caller, asOf),
                () -> VisibleAccounts.ofNoOrganization(sql, "t.owner_id", asOf));
    }

    void works(boolean wanted) {
        String works = "(NOT t.deleted AND t.active AND a.active AND NOT a.deleted"
                + " AND (t.expires_at IS NULL OR t.expires_at > ?))";
        and(wanted ? works : "NOT coalesce(" + works + ", false)", asOf.at());
    }

    void descendantOf(UUID key) {
        and("t.token_id IN (" + KeyFamily.DESCENDANTS + ")", key, key);
    }

    void expiringWithin(Duration duration) {
        works(true);
        and("t.expires_at <= ?", asOf.at().plus(duration));
    }

    void state(KeyState state) {
        Instant now = asOf.at();
        switch (state) {
            case DELETED -> and("t.deleted");
            case EXPIRED -> and("NOT t.deleted AND t.expires_at <= ?", now);
            case INACTIVE -> and("NOT t.deleted AND NOT t.active AND (t.expires_at IS NULL OR t.expires_at > ?)", now);
            case ACTIVE -> and("NOT t.deleted AND t.active AND (t.expires_at IS NULL OR t.expires_at > ?)", now);
        }
    }

    /** Selects by a creation whose origin the caller may see. */
    void createdFrom(String network) {
        happenedFrom("token.created", network, VisibleOrigins.of("r", caller));
    }

    void usedFrom(String network) {
        happenedFrom("token.used", network, new SqlConditions());
    }

    private void happenedFrom(String action, String network, SqlConditions visible) {
        SqlConditions events = new SqlConditions();
        events.and("r.action = '" + action + "' AND " + SqlConditions.within("r.ip"), network, network, network);
        VisibleAccounts.restrictEntries(events, "r", caller);
        events.and(visible);
        String until = asOf.position() == null ? "" : " AND r.position <= " + asOf.position();
        sql.and(
                "t.token_id IN (SELECT r.token_id FROM audit_trail_v3 r" + events.where() + until + ")",
                events.values().toArray());
    }

    void manyNetworks(boolean wanted) {
        if (asOf.isPast()) {
            throw ProblemCode.BAD_VALUE.because("'many_networks' covers the last 30 days only. Omit 'as_of'.");
        }
        Condition.when("t.token_id IN " + VisibleHistory.manyNetworks(caller, asOf))
                .add(this, wanted);
    }

    void text(String text) {
        String pattern = SqlConditions.containing(text);
        sql.and("(t.name ILIKE ? OR t.description ILIKE ?)", pattern, pattern);
    }
}
