package io.tokenledger.query.signals;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import io.tokenledger.query.sql.FilterParameters;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the signals of the keys that the caller may see, newest first, and counts them by kind. */
@RestController
@Requires(Action.SELF) // the queries return only what the caller may see
class SignalEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(ProjectionName.SIGNALS, ProjectionName.AUDIT_TRAIL);

    private static final Set<String> FILTERS = Set.of("kind", "token", "owner", "from", "to");

    private final JdbcClient jdbc;
    private final Cursors cursors;
    private final ProjectionLag freshness;
    private final OperatorAuditLog operatorAudit;

    SignalEndpoint(JdbcClient jdbc, Cursors cursors, ProjectionLag freshness, OperatorAuditLog operatorAudit) {
        this.jdbc = jdbc;
        this.cursors = cursors;
        this.freshness = freshness;
        this.operatorAudit = operatorAudit;
    }

    /** The number of signals of one kind, and of the keys and addresses that they concern. */
    record Firing(SignalKind kind, long times, long subjects, Instant first, Instant last) {}

    record Firings(List<Firing> items, Freshness freshness) {}

    @GetMapping("/ledger/signals")
    @ExpensiveRead
    ResponseEntity<CursorList<Signal>> list(
            @Parameter(hidden = true) @RequestParam Map<String, String> given,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller,
            RequestOrigin origin) {
        FilterParameters parameters = new FilterParameters(given);
        int size = Limit.of(limit);
        SqlConditions conditions = conditions(parameters, caller);
        String requested = caller.accountId() + "\n" + parameters.filters();
        String cursor = given.get("cursor");
        if (cursor != null) {
            List<String> place = cursors.read(requested, cursor);
            conditions.and("(s.position, s.kind) < (?::bigint, ?)", place.get(0), place.get(1));
        }
        operatorAudit.record(new AuditRead("signals", parameters.forAudit(FILTERS)), caller, origin);
        Freshness fresh = freshness.of(SOURCES);
        List<Signal> rows = jdbc.sql("SELECT s.*, host(s.ip) AS address FROM signal_v1 s" + conditions.where()
                        + " ORDER BY s.position DESC, s.kind DESC LIMIT " + (size + 1))
                .params(conditions.values())
                .query(SignalEndpoint::read)
                .list();
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        rows,
                        size,
                        row -> row,
                        row -> cursors.write(
                                requested,
                                List.of(
                                        Long.toString(row.position()),
                                        row.kind().wire())),
                        fresh));
    }

    @GetMapping("/ledger/signals/summary")
    @ExpensiveRead
    ResponseEntity<Firings> summary(@Parameter(hidden = true) @RequestParam Map<String, String> given, Caller caller) {
        SqlConditions conditions = conditions(new FilterParameters(given), caller);
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(new Firings(
                        jdbc.sql("""
                                        SELECT s.kind, count(*) AS times, count(DISTINCT coalesce(s.token_id::text, host(s.ip))) AS subjects,
                                               min(s.raised_at) AS first, max(s.raised_at) AS last
                                        FROM signal_v1 s%s GROUP BY s.kind ORDER BY s.kind""".formatted(conditions.where()))
                                .params(conditions.values())
                                .query((row, number) -> new Firing(
                                        kind(row.getString("kind")),
                                        row.getLong("times"),
                                        row.getLong("subjects"),
                                        row.getTimestamp("first").toInstant(),
                                        row.getTimestamp("last").toInstant()))
                                .list(),
                        fresh));
    }

    private SqlConditions conditions(FilterParameters parameters, Caller caller) {
        SqlConditions conditions = new SqlConditions();
        VisibleAccounts.restrictEntries(conditions, "s", caller);
        VisibleAccounts.restrictEvidence(conditions, "s", caller);
        parameters
                .text("kind")
                .ifPresent(kind -> conditions.and("s.kind = ?", kind(kind).wire()));
        parameters.id("token").ifPresent(token -> conditions.and("s.token_id = ?", token));
        parameters.id("owner").ifPresent(owner -> conditions.and("s.owner_id = ?", owner));
        parameters.timestamp("from").ifPresent(from -> conditions.and("s.raised_at >= ?", from));
        parameters.timestamp("to").ifPresent(to -> conditions.and("s.raised_at < ?", to));
        return conditions;
    }

    private static SignalKind kind(String word) {
        try {
            return SignalKind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw ProblemCode.BAD_VALUE.because(
                    "'kind' must be dormant_key_wakes, first_seen_network, first_seen_agent, dead_value_used,"
                            + " refusal_burst or many_networks.");
        }
    }

    private static Signal read(ResultSet row, int number) throws SQLException {
        return new Signal(
                row.getLong("position"),
                kind(row.getString("kind")),
                row.getTimestamp("raised_at").toInstant(),
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("address"),
                row.getString("reason"),
                List.of((Long[]) row.getArray("evidence").getArray()));
    }
}
