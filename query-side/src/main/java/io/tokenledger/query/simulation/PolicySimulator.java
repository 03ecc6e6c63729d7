package io.tokenledger.query.simulation;

import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.simulation.SimulationReport.Day;
import io.tokenledger.query.simulation.SimulationReport.Owner;
import io.tokenledger.query.simulation.SimulationReport.RefusedToken;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Simulates a policy on history. */
@Component
class PolicySimulator {
    private final SimulationRepository history;

    PolicySimulator(SimulationRepository history) {
        this.history = history;
    }

    SimulationReport run(
            @Nullable UUID organization,
            TokenPolicy policy,
            Instant from,
            Instant to,
            Caller caller,
            Freshness freshness) {
        if (organization != null && !history.organizationExists(organization)) {
            throw Caller.noSuchOrganization();
        }
        List<RefusedInterval> idle =
                policy.maxIdleDays() == null ? List.of() : history.idle(organization, policy.maxIdleDays(), from, to);
        PolicyReplay fold = new PolicyReplay(policy, organization, from, idle);
        history.read(to, fold::accept);
        List<RefusedInterval> spans = new ArrayList<>(fold.intervals());
        idle.stream().filter(span -> !fold.neverExisted(span.tokenId())).forEach(spans::add);
        Map<UUID, Long> uses = new HashMap<>();
        Map<LocalDate, Long> days = new TreeMap<>();
        for (SimulationRepository.Affected affected : history.affected(spans, from, to, caller)) {
            uses.merge(spans.get(affected.span()).tokenId(), affected.uses(), Long::sum);
            days.merge(affected.day(), affected.uses(), Long::sum);
        }
        Map<UUID, RefusedInterval> first = new LinkedHashMap<>();
        spans.forEach(span ->
                first.merge(span.tokenId(), span, (one, other) -> other.since().isBefore(one.since()) ? other : one));
        return new SimulationReport(
                organization,
                TokenPolicyResource.of(policy),
                from,
                to,
                first.size(),
                uses.values().stream().mapToLong(Long::longValue).sum(),
                tokens(first.values(), uses),
                owners(first.values(), uses),
                days.entrySet().stream()
                        .map(day -> new Day(day.getKey(), day.getValue()))
                        .toList(),
                freshness);
    }

    private List<RefusedToken> tokens(Collection<RefusedInterval> spans, Map<UUID, Long> uses) {
        Map<UUID, String> names =
                history.namesOfKeys(spans.stream().map(RefusedInterval::tokenId).toList());
        return spans.stream()
                .map(span -> new RefusedToken(
                        span.tokenId(),
                        names.get(span.tokenId()),
                        span.ownerId(),
                        span.reason(),
                        span.since(),
                        uses.getOrDefault(span.tokenId(), 0L)))
                .sorted(Comparator.comparingLong(RefusedToken::usesAffected)
                        .reversed()
                        .thenComparing(RefusedToken::since)
                        .thenComparing(RefusedToken::id))
                .limit(QueryLimits.MAX_SIMULATED_ITEMS)
                .toList();
    }

    private List<Owner> owners(Collection<RefusedInterval> spans, Map<UUID, Long> uses) {
        Map<UUID, Integer> tokens = new HashMap<>();
        Map<UUID, Long> affected = new HashMap<>();
        for (RefusedInterval span : spans) {
            tokens.merge(span.ownerId(), 1, Integer::sum);
            affected.merge(span.ownerId(), uses.getOrDefault(span.tokenId(), 0L), Long::sum);
        }
        Map<UUID, String> names = history.usernames(tokens.keySet());
        return tokens.keySet().stream()
                .map(id -> new Owner(id, names.get(id), tokens.getOrDefault(id, 0), affected.getOrDefault(id, 0L)))
                .sorted(Comparator.comparingLong(Owner::usesAffected).reversed().thenComparing(Owner::id))
                .limit(QueryLimits.MAX_SIMULATED_ITEMS)
                .toList();
    }
}
