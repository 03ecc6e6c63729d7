package io.tokenledger.query.exposure;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.exposure.ExposureReport.ApiTokenMinted;
import io.tokenledger.query.exposure.ExposureReport.Change;
import io.tokenledger.query.exposure.ExposureReport.FamilyMember;
import io.tokenledger.query.exposure.ExposureReport.NewOrigin;
import io.tokenledger.query.exposure.ExposureReport.Sibling;
import io.tokenledger.query.exposure.ExposureReport.Sighting;
import io.tokenledger.query.exposure.ExposureReport.Unknown;
import io.tokenledger.query.exposure.ExposureReport.Use;
import io.tokenledger.query.exposure.FamilyRepository.Member;
import io.tokenledger.query.exposure.RelativesRepository.Descendant;
import io.tokenledger.query.freshness.DroppedUses;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.sql.KnownKey;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleOrigins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Assembles a report. */
@Component
class ExposureReporter {
    private final UsesRepository trail;
    private final AggregatedUsesRepository aggregated;
    private final RelativesRepository relatives;
    private final FamilyRepository family;
    private final SubjectStates states;
    private final NewOriginRepository origins;
    private final ChangeRepository changesOf;
    private final ReachRepository reach;
    private final SubjectRepository subjects;
    private final Duration openWindow;

    ExposureReporter(
            UsesRepository trail,
            AggregatedUsesRepository aggregated,
            RelativesRepository relatives,
            FamilyRepository family,
            SubjectStates states,
            NewOriginRepository origins,
            ChangeRepository changesOf,
            ReachRepository reach,
            SubjectRepository subjects,
            UsageWindowProperties settings) {
        this.trail = trail;
        this.aggregated = aggregated;
        this.relatives = relatives;
        this.family = family;
        this.states = states;
        this.origins = origins;
        this.changesOf = changesOf;
        this.reach = reach;
        this.subjects = subjects;
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
        String name = subjects.requireVisible(subject, visible);
        List<Use> accepted = trail.uses(entries, UsesRepository.ACCEPTED, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Use> refused = trail.uses(entries, UsesRepository.REFUSED, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<ApiTokenMinted> minted = trail.minted(entries, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        Set<UUID> owners = owners(subject, entries, accepted);
        Set<UUID> keys = keys(subject, accepted);
        List<Descendant> descendants = subject instanceof ReportSubject.Network
                        || subject instanceof ReportSubject.ApiToken
                ? relatives.createdBy(entries, window, visible, QueryLimits.MAX_EXPOSURE_ITEMS)
                : relatives.childrenOf(allKeys(subject, owners), window, visible, QueryLimits.MAX_EXPOSURE_ITEMS);
        Family of = new Family(subject, entries, familyKeys(subject, owners, keys), truncate(descendants), owners);
        List<Sibling> siblings = relatives.siblings(
                owners,
                subject instanceof ReportSubject.Owner ? Set.of() : keys,
                window,
                visible,
                QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Sighting> networks = trail.networks(entries, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Sighting> agents = trail.agents(entries, window, QueryLimits.MAX_EXPOSURE_ITEMS);
        List<NewOrigin> newOrigins = Stream.concat(
                        origins.newNetworks(of, window, caller, QueryLimits.MAX_NEW_ORIGINS).stream(),
                        origins.newAgents(of, window, caller, QueryLimits.MAX_NEW_ORIGINS).stream())
                .toList();
        List<Change> changes = changesOf.changes(of, window, caller, QueryLimits.MAX_EXPOSURE_ITEMS);
        boolean complete = newOrigins.size() <= QueryLimits.MAX_NEW_ORIGINS
                && Stream.of(accepted, refused, minted, descendants, siblings, networks, agents, changes)
                        .allMatch(list -> list.size() <= QueryLimits.MAX_EXPOSURE_ITEMS);
        List<Use> uses = Stream.concat(accepted.stream(), refused.stream())
                .sorted(Comparator.comparingLong(Use::position))
                .toList();
        List<Unknown> unknown = new ArrayList<>(
                Unknowns.of(uses, minted, reach.audiences(audiences(minted), caller), window, now.at(), openWindow));
        aggregated.of(subject, window, caller).ifPresent(unknown::add);
        aggregated.erased(subject, window, caller).ifPresent(unknown::add);
        Instant dropped = fresh.usesDroppedBefore();
        if (dropped != null && window.from().isBefore(dropped)) {
            unknown.add(new Unknown(
                    UnknownKind.USES_DROPPED,
                    DroppedUses.why(dropped) + " A network or user agent from before that time can appear as new.",
                    window.from(),
                    dropped.isBefore(window.to()) ? dropped : window.to()));
        }
        if (!complete) {
            unknown.add(new Unknown(
                    UnknownKind.TRUNCATED,
                    "At least one list shows only its first %d items. GET /ledger/audit/export returns all entries."
                            .formatted(QueryLimits.MAX_EXPOSURE_ITEMS),
                    window.from(),
                    window.to()));
        }
        List<Member> members = family.members(of, window, caller, now);
        Set<UUID> reachers = new LinkedHashSet<>(owners);
        members.forEach(member -> reachers.add(member.key().ownerId()));
        Findings found = new Findings(
                members,
                descendants.size(),
                family.unexpired(of, caller, now, QueryLimits.MAX_EXPOSURE_ITEMS),
                origins.usedBefore(of, window, caller),
                newOrigins,
                newOrigins.isEmpty() ? 0 : usesFrom(newOrigins, of, window, caller),
                truncate(changes),
                reach.of(reachers, window, caller, now),
                family.instanceRoles(reachers),
                !caller.may(Action.TOKEN_READ),
                unknown);
        return new ExposureReport(
                new ExposureReport.RequestedSubject(subject.kind(), subject.value(), name),
                new ExposureReport.Span(window.from(), window.to()),
                complete,
                Verdicts.of(states.of(subject, name, found, caller, now), found, now.at()),
                found.changes(),
                newOrigins,
                found.members().stream().map(member -> shown(member, now)).toList(),
                truncate(accepted),
                truncate(refused),
                truncate(minted),
                trail.lastExpiry(entries, window).orElse(null),
                truncate(networks),
                truncate(agents),
                truncate(siblings),
                found.reach(),
                unknown,
                fresh);
    }

    /** The keys that count as the subject's: all of an owner, and those used from a network. */
    private Set<UUID> familyKeys(ReportSubject subject, Set<UUID> owners, Set<UUID> used) {
        return switch (subject) {
            case ReportSubject.Key key -> Set.of(key.id());
            case ReportSubject.Owner owner -> allKeys(subject, owners);
            case ReportSubject.Network network -> used;
            case ReportSubject.ApiToken token -> Set.of();
        };
    }

    private long usesFrom(List<NewOrigin> found, Family of, ReportWindow window, Caller caller) {
        Map<String, List<String>> byKind = found.stream()
                .collect(Collectors.groupingBy(
                        NewOrigin::kind, Collectors.mapping(NewOrigin::what, Collectors.toList())));
        return origins.usesFrom(
                byKind.getOrDefault("network", List.of()), byKind.getOrDefault("agent", List.of()), of, window, caller);
    }

    private static FamilyMember shown(Member member, AsOf now) {
        KnownKey key = member.key();
        UseRefusalReason refused = key.reasonToRefuse(now.at());
        return new FamilyMember(
                key.tokenId(),
                key.name(),
                key.ownerId(),
                key.ownerUsername(),
                key.createdByKey(),
                member.depth(),
                key.createdAt(),
                key.state(now.at()),
                refused == null,
                refused,
                refused == null ? null : key.stopped(null, now.at()),
                member.uses(),
                member.lastUsedAt());
    }

    private Set<UUID> owners(ReportSubject subject, SqlConditions entries, List<Use> accepted) {
        return switch (subject) {
            case ReportSubject.Owner owner -> Set.of(owner.id());
            case ReportSubject.Key key -> distinct(subjects.owners(entries).stream());
            case ReportSubject.ApiToken token -> distinct(subjects.owners(entries).stream());
            case ReportSubject.Network network -> distinct(accepted.stream().map(Use::ownerId));
        };
    }

    private static Set<UUID> keys(ReportSubject subject, List<Use> accepted) {
        return subject instanceof ReportSubject.Key key
                ? Set.of(key.id())
                : distinct(accepted.stream().map(Use::tokenId));
    }

    /** The keys whose children the report lists: the subject, or all keys of the owner. */
    private Set<UUID> allKeys(ReportSubject subject, Set<UUID> owners) {
        return subject instanceof ReportSubject.Key key ? Set.of(key.id()) : distinct(subjects.keysOf(owners).stream());
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
