package io.tokenledger.query.signals;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.parameter.FilteredBy;
import io.tokenledger.api.resource.SignalKind;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists the signals that the caller may see, newest first, one by one or by key, and counts them by kind. Lists omit
 * disabled kinds unless the filter {@code kind} names one. The summary counts all kinds.
 */
@RestController
@Requires(Action.SELF) // the queries return only what the caller may see
class SignalEndpoint {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.SIGNALS, ProjectionName.AUDIT_TRAIL, ProjectionName.HISTORY);

    private final SignalRepository signals;
    private final Cursors cursors;
    private final ProjectionLag freshness;
    private final OperatorAuditLog operatorAudit;
    private final Clock clock;

    SignalEndpoint(
            SignalRepository signals,
            Cursors cursors,
            ProjectionLag freshness,
            OperatorAuditLog operatorAudit,
            Clock clock) {
        this.signals = signals;
        this.cursors = cursors;
        this.freshness = freshness;
        this.operatorAudit = operatorAudit;
        this.clock = clock;
    }

    /** The number of signals of one kind, and of the keys and addresses that they concern. */
    record SignalKindCount(SignalKind kind, long times, long subjects, Instant first, Instant last) {}

    /**
     * The number of signals that match the filters, and the rate of each kind.
     *
     * @param items kinds with at least one matching signal
     * @param kinds all kinds, or the one that the filter names, with its rate; {@code from} and {@code to} do not apply
     */
    record SignalSummary(List<SignalKindCount> items, List<SignalKindRate> kinds, Freshness freshness) {}

    @GetMapping("/ledger/signals")
    @ExpensiveRead
    ResponseEntity<CursorList<Signal>> list(
            @FilteredBy(SignalFilter.class) FilterValues filters,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            RequestOrigin origin) {
        return answer(
                "", filters, limit, cursor, caller, origin, signals::page, row -> place(row.position(), row.kind()));
    }

    @GetMapping("/ledger/signals/by_key")
    @ExpensiveRead
    ResponseEntity<CursorList<SignalGroup>> listByKey(
            @FilteredBy(SignalFilter.class) FilterValues filters,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            RequestOrigin origin) {
        return answer(
                "by key\n",
                filters,
                limit,
                cursor,
                caller,
                origin,
                signals::pageByKey,
                row -> place(row.position(), row.kind()));
    }

    @GetMapping("/ledger/signals/summary")
    @ExpensiveRead
    ResponseEntity<SignalSummary> summary(@FilteredBy(SignalFilter.class) FilterValues filters, Caller caller) {
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(new SignalSummary(
                        signals.countByKind(filters, caller), signals.rates(filters, caller, clock.instant()), fresh));
    }

    /** A page of a repository. */
    private interface Pages<T> {
        List<T> of(FilterValues filters, Caller caller, List<String> place, int limit);
    }

    /** One page, recorded as a read. A cursor of one list does not work for the other: they differ in their prefix. */
    private <T> ResponseEntity<CursorList<T>> answer(
            String prefix,
            FilterValues filters,
            @Nullable Integer limit,
            @Nullable String cursor,
            Caller caller,
            RequestOrigin origin,
            Pages<T> pages,
            Function<T, List<String>> placeOf) {
        int size = Limit.of(limit);
        String requested = prefix + caller.accountId() + "\n" + filters.texts();
        List<String> place = cursor == null ? List.of() : cursors.read(requested, cursor);
        operatorAudit.record(new AuditRead("signals", filters.forAudit()), caller, origin);
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        pages.of(filters, caller, place, size + 1),
                        size,
                        row -> row,
                        row -> cursors.write(requested, placeOf.apply(row)),
                        fresh));
    }

    private static List<String> place(long position, SignalKind kind) {
        return List.of(Long.toString(position), kind.wire());
    }
}
