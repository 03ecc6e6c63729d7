package io.tokenledger.query.exposure;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.exposure.ExposureReport.ApiTokenMinted;
import io.tokenledger.query.exposure.ExposureReport.Child;
import io.tokenledger.query.exposure.ExposureReport.Sibling;
import io.tokenledger.query.exposure.ExposureReport.Sighting;
import io.tokenledger.query.exposure.ExposureReport.Unknown;
import io.tokenledger.query.exposure.ExposureReport.Use;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleOrigins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Assembles a report. */
@Component
class ExposureReporter {
    private final UsesQuery trail;
    private final AggregatedUses aggregated;
    private final RelativesQuery relatives;
    private final ReachQuery reach;
    private final JdbcClient jdbc;
    private final Duration openWindow;

    ExposureReporter(
            UsesQuery trail,
            AggregatedUses aggregated,
            RelativesQuery relatives,
            ReachQuery reach,
            JdbcClient jdbc,
            UsageWindowProperties settings) {
        this.trail = trail;
        this.aggregated = aggregated;
        this.relatives = relatives;
        this.reach = reach;
        this.jdbc = jdbc;
        this.openWindow = settings.window();
    }

    /** The report on a subject, limited to what the caller may see. */
    ExposureReport report(ReportSubject subject, ReportWindow window, Caller caller, AsOf now, Freshness fresh) {
        SqlConditions entries = new SqlConditions();
        entries.and(subject.condition(), subject.values().toArray());
        VisibleAccounts.restrictEntries(entries, "r", caller);
        if (subject instanceof ReportSubject.Network || subject instanceof ReportSubject.ApiToken) {
            entries.and(VisibleOrigins.of("r", caller)); // match only visible origins
        }
        SqlConditions visible = new SqlConditions();
        VisibleAccounts.restrict(visible, "t.owner_id", caller, now);
        String name = requireVisible(subject, visible);
        List<Use> accepted = trail.uses(entries, UsesQuery.ACCEPTED, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Use> refused = trail.uses(entries, UsesQuery.REFUSED, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<ApiTokenMinted> minted = trail.minted(entries, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        Set<UUID> owners = owners(subject, entries, accepted);
        Set<UUID> keys = keys(subject, accepted);
        List<Child> children = subject instanceof ReportSubject.Network || subject instanceof ReportSubject.ApiToken
                ? relatives.createdBy(entries, window, visible, QueryLimits.MAX_EXPOSURE_ITEMS)
                : relatives.childrenOf(allKeys(subject, owners), window, visible, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Sibling> siblings = relatives.siblings(
                owners,
                subject instanceof ReportSubject.Owner ? Set.of() : keys,
                window,
                visible,
                QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Sighting> networks = trail.networks(entries, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Sighting> agents = trail.agents(entries, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        boolean complete = Stream.of(accepted, refused, minted, children, siblings, networks, agents)
                .allMatch(list -> list.size() <= QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Use> uses = Stream.concat(accepted.stream(), refused.stream())
                .sorted(Comparator.comparingLong(Use::position))
                .toList();
        List<Unknown> unknown = new ArrayList<>(
                Unknowns.of(uses, minted, reach.audiences(audiences(minted), caller), window, now.at(), openWindow));
        aggregated.of(subject, window, caller).ifPresent(unknown::add);
        if (!complete) {
            unknown.add(new Unknown(
                    "At least one list shows only its first %d items. GET /ledger/audit/export returns all entries."
                            .formatted(QueryLimits.MAX_EXPOSURE_ITEMS),
                    window.from(),
                    window.to()));
        }
        return new ExposureReport(
                new ExposureReport.RequestedSubject(subject.kind(), subject.value(), name),
                new ExposureReport.Span(window.from(), window.to()),
                complete,
                truncate(accepted),
                truncate(refused),
                truncate(minted),
                minted.stream()
                        .map(ApiTokenMinted::expiresAt)
                        .max(Comparator.<Instant>naturalOrder())
                        .orElse(null),
                truncate(networks),
                truncate(agents),
                truncate(children),
                truncate(siblings),
                reach.of(owners, window, caller, now),
                unknown,
                fresh);
    }

    /**
     * The name of the subject, if it has one. For a subject that the caller may not see, the problem is the same as for
     * one that does not exist.
     */
    private @Nullable String requireVisible(ReportSubject subject, SqlConditions visible) {
        String of = switch (subject) {
            case ReportSubject.Key key -> "(SELECT token_id AS id, owner_id, name FROM token_listing_v1)";
            case ReportSubject.Owner owner ->
                "(SELECT account_id AS id, account_id AS owner_id, username AS name FROM account_listing_v1)";
            case ReportSubject.Network network -> "";
            case ReportSubject.ApiToken token -> "";
        };
        if (of.isEmpty()) {
            return null;
        }
        List<Object> values = new ArrayList<>(List.of(UUID.fromString(subject.value())));
        values.addAll(visible.values());
        return jdbc.sql("SELECT t.name FROM " + of + " t WHERE t.id = ?" + visible.and())
                .params(values)
                .query((row, number) -> row.getString("name"))
                .optional()
                .orElseThrow(() -> ProblemCode.NOT_FOUND.because("There is no such API key or account."));
    }

    private Set<UUID> owners(ReportSubject subject, SqlConditions entries, List<Use> accepted) {
        return switch (subject) {
            case ReportSubject.Owner owner -> Set.of(owner.id());
            case ReportSubject.Key key -> ownersIn(entries);
            case ReportSubject.ApiToken token -> ownersIn(entries);
            case ReportSubject.Network network -> distinct(accepted.stream().map(Use::ownerId));
        };
    }

    private Set<UUID> ownersIn(SqlConditions entries) {
        return distinct(jdbc
                .sql("SELECT DISTINCT r.owner_id FROM audit_trail_v2 r" + entries.where()
                        + " AND r.owner_id IS NOT NULL")
                .params(entries.values())
                .query((row, number) -> row.getObject("owner_id", UUID.class))
                .list()
                .stream());
    }

    private static Set<UUID> keys(ReportSubject subject, List<Use> accepted) {
        return subject instanceof ReportSubject.Key key
                ? Set.of(key.id())
                : distinct(accepted.stream().map(Use::tokenId));
    }

    /** The keys whose children the report lists: the subject, or all keys of the owner. */
    private Set<UUID> allKeys(ReportSubject subject, Set<UUID> owners) {
        return subject instanceof ReportSubject.Key key
                ? Set.of(key.id())
                : distinct(jdbc
                        .sql("SELECT token_id FROM token_listing_v1 WHERE owner_id = ANY (?)")
                        .param(owners.toArray(UUID[]::new))
                        .query((row, number) -> row.getObject("token_id", UUID.class))
                        .list()
                        .stream());
    }

    private static Set<String> audiences(List<ApiTokenMinted> minted) {
        return minted.stream()
                .map(ApiTokenMinted::audience)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
    }

    private static <T> List<T> truncate(List<T> list) {
        return list.size() > QueryLimits.MAX_EXPOSURE_ITEMS ? list.subList(0, QueryLimits.MAX_EXPOSURE_ITEMS) : list;
    }

    private static Set<UUID> distinct(Stream<? extends @Nullable UUID> ids) {
        return ids.filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
