package io.tokenledger.query.exposure;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.limit.AccountBulkhead;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.SnapshotReads;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes reports, within the limits on concurrent ones. A report is complete up to the present, or is rejected. */
@Component
public class ExposureReports {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.SESSIONS,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.WORKSPACE_LISTING);

    private final AccountBulkhead reports;
    private final ExposureReporter reporter;
    private final SnapshotReads snapshots;
    private final ExposurePage page;
    private final SubjectRepository subjects;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;

    ExposureReports(
            BulkheadFactory bulkheads,
            ExposureReporter reporter,
            SnapshotReads snapshots,
            ExposurePage page,
            SubjectRepository subjects,
            AsOfResolver asOfResolver,
            ProjectionBarrier barrier) {
        this.reports = bulkheads.ofAccounts(
                "exposure-reports", "exposure reports", QueryLimits.EXPOSURE_REPORTS, ApiLimits.MAX_PERMIT_WAIT);
        this.reporter = reporter;
        this.snapshots = snapshots;
        this.page = page;
        this.subjects = subjects;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
    }

    /** The kind and the value of a subject that the caller may see. */
    public record KnownSubject(String kind, String value) {}

    /**
     * Checks a subject of which exactly one value is given.
     *
     * @throws ProblemException if none or several are given, the value is invalid, or the caller may not see the subject
     */
    public KnownSubject requireSubject(
            @Nullable UUID token, @Nullable UUID owner, @Nullable String ip, @Nullable String apiToken, Caller caller) {
        ReportSubject subject = ReportSubject.of(token, owner, ip, apiToken);
        barrier.requireCurrent(SOURCES);
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, asOfResolver.now());
        subjects.requireVisible(subject, visible);
        return new KnownSubject(subject.kind(), subject.value());
    }

    /**
     * The report on a subject in a window whose positions are known.
     *
     * @param record records the read, before it takes place
     */
    public ExposureReport report(
            KnownSubject subject,
            Instant from,
            Instant to,
            long firstPosition,
            long lastPosition,
            Caller caller,
            Runnable record) {
        return report(
                ReportSubject.stored(subject.kind(), subject.value()),
                () -> new ReportWindow(from, to, firstPosition, lastPosition),
                caller,
                record);
    }

    /** The report as a page. */
    public String page(ExposureReport report) {
        return page.of(report);
    }

    /**
     * The report on a subject.
     *
     * @param window computes the window once all sources are current
     * @param record records the read, before it takes place
     */
    ExposureReport report(ReportSubject subject, Supplier<ReportWindow> window, Caller caller, Runnable record) {
        Bulkhead.Permit permit = reports.acquire(caller);
        try {
            Freshness fresh = barrier.requireCurrent(SOURCES);
            record.run();
            return snapshots.read(() ->
                    reporter.report(subject, window.get(), caller, asOfResolver.now(), barrier.inSnapshot(fresh)));
        } finally {
            permit.close();
        }
    }
}
