package io.tokenledger.query.simulation;

import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.domain.TokenPolicyRule;
import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.simulation.SimulationReport.Day;
import io.tokenledger.query.simulation.SimulationReport.ExpiredToken;
import io.tokenledger.query.simulation.SimulationReport.NotIssuedToken;
import io.tokenledger.query.simulation.SimulationReport.Owner;
import io.tokenledger.query.simulation.SimulationReport.RefusedToken;
import io.tokenledger.query.simulation.SimulationReport.ViolatingToken;
import java.time.Duration;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Simulates a policy on history. */
@Component
class PolicySimulator {
    /** After the clock was set back by less than this, an event before an instant may have a later position. */
    private static final Duration CLOCK_CORRECTION = Duration.ofDays(1);

    private final PolicyHistoryRepository policyHistory;
    private final IdleIntervalRepository idleIntervals;
    private final SimulationRepository repository;
    private final PolicyViolationRepository violations;
    private final AsOfResolver asOfResolver;

    PolicySimulator(
            PolicyHistoryRepository policyHistory,
            IdleIntervalRepository idleIntervals,
            SimulationRepository repository,
            PolicyViolationRepository violations,
            AsOfResolver asOfResolver) {
        this.policyHistory = policyHistory;
        this.idleIntervals = idleIntervals;
        this.repository = repository;
        this.violations = violations;
        this.asOfResolver = asOfResolver;
    }

    /**
     * Simulates the policy.
     *
     * @param organization organization whose accounts the policy binds; null for all accounts of the instance
     * @param from instant from which the policy is in force
     * @param to end of the window, exclusive
     * @param now current time, for the keys that violate the policy today
     * @param freshness position up to which all sources have applied the events
     */
    SimulationReport run(
            @Nullable UUID organization,
            TokenPolicy policy,
            Instant from,
            Instant to,
            Instant now,
            Caller caller,
            Freshness freshness) {
        if (organization != null && !repository.organizationExists(organization)) {
            throw Caller.noSuchOrganization();
        }
        List<RefusedInterval> idle = policy.maxIdleDays() == null
                ? List.of()
                : idleIntervals.find(
                        organization,
                        policy.maxIdleDays(),
                        from,
                        to,
                        asOfResolver.lastBy(from.minus(CLOCK_CORRECTION)),
                        asOfResolver.lastBy(to.plus(CLOCK_CORRECTION)));
        PolicyReplay fold = new PolicyReplay(policy, organization, from, idle);
        policyHistory.window(from, to).ifPresent(window -> {
            policyHistory.readAccountsBefore(window, fold::accept);
            policyHistory.readKeysBefore(window, key -> fold.addExisting(key.id(), key.ownerId(), key.expiresAt()));
            policyHistory.read(window, to, fold::accept);
        });
        List<RefusedInterval> spans = new ArrayList<>(fold.intervals());
        idle.stream().filter(span -> !fold.neverExisted(span.tokenId())).forEach(spans::add);
        Map<UUID, Long> uses = new HashMap<>();
        Map<LocalDate, Long> days = new TreeMap<>();
        for (SimulationRepository.Affected affected : repository.affected(spans, from, to, caller)) {
            uses.merge(spans.get(affected.span()).tokenId(), affected.uses(), Long::sum);
            days.merge(affected.day(), affected.uses(), Long::sum);
        }
        Map<UUID, RefusedInterval> first = new LinkedHashMap<>();
        spans.forEach(span ->
                first.merge(span.tokenId(), span, (one, other) -> other.since().isBefore(one.since()) ? other : one));
        List<RefusedInterval> notIssued = fold.notIssued();
        List<ExpiredToken> expired = expired(fold.lifetimes(), idle, from, to, caller);
        Violations violating = violating(organization, policy, now);
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
                notIssued.size(),
                expired.size(),
                violating.count(),
                notIssuedTokens(notIssued),
                expired.stream().limit(QueryLimits.MAX_SIMULATED_ITEMS).toList(),
                violating.listed(),
                SimulationReport.Unknown.of(from, to, freshness.usesDroppedBefore()),
                freshness);
    }

    /**
     * The keys that violate the policy now.
     *
     * @param listed the first of them
     */
    private record Violations(int count, List<ViolatingToken> listed) {}

    private Violations violating(@Nullable UUID organization, TokenPolicy policy, Instant now) {
        List<ViolatingToken> listed = new ArrayList<>();
        AtomicInteger count = new AtomicInteger();
        violations.find(organization, new TokenPolicyRules(policy), now, key -> {
            if (count.getAndIncrement() < QueryLimits.MAX_SIMULATED_ITEMS) {
                listed.add(new ViolatingToken(
                        key.id(),
                        key.name(),
                        key.ownerId(),
                        key.broken().stream().map(TokenPolicyRule::wire).toList()));
            }
        });
        return new Violations(count.get(), listed);
    }

    private List<NotIssuedToken> notIssuedTokens(List<RefusedInterval> all) {
        List<RefusedInterval> listed =
                all.stream().limit(QueryLimits.MAX_SIMULATED_ITEMS).toList();
        Map<UUID, String> names = repository.namesOfKeys(
                listed.stream().map(RefusedInterval::tokenId).toList());
        return listed.stream()
                .map(span -> new NotIssuedToken(
                        span.tokenId(), names.get(span.tokenId()), span.ownerId(), span.reason(), span.since()))
                .toList();
    }

    /** The keys that were used after the policy would have ended them, those with the most uses first. */
    private List<ExpiredToken> expired(
            List<RefusedInterval> lifetimes, List<RefusedInterval> idle, Instant from, Instant to, Caller caller) {
        List<RefusedInterval> spans = Stream.concat(lifetimes.stream(), idle.stream())
                .filter(span -> span.since().isBefore(to))
                .sorted(Comparator.comparing(RefusedInterval::since))
                .toList();
        Map<UUID, ExpiredToken> tokens = new LinkedHashMap<>();
        for (SimulationRepository.LateUse late : repository.usesSince(spans, from, to, caller)) {
            RefusedInterval span = spans.get(late.span());
            tokens.merge(
                    span.tokenId(),
                    new ExpiredToken(
                            span.tokenId(),
                            null,
                            span.ownerId(),
                            span.reason(),
                            span.since(),
                            late.uses(),
                            late.lastUsedAt()),
                    ExpiredToken::plus);
        }
        Map<UUID, String> names = repository.namesOfKeys(tokens.keySet());
        return tokens.values().stream()
                .map(token -> token.named(names.get(token.id())))
                .sorted(Comparator.comparingLong(ExpiredToken::uses)
                        .reversed()
                        .thenComparing(ExpiredToken::expiredAt)
                        .thenComparing(ExpiredToken::id))
                .toList();
    }

    private List<RefusedToken> tokens(Collection<RefusedInterval> spans, Map<UUID, Long> uses) {
        Map<UUID, String> names = repository.namesOfKeys(
                spans.stream().map(RefusedInterval::tokenId).toList());
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
        Map<UUID, String> names = repository.usernames(tokens.keySet());
        return tokens.keySet().stream()
                .map(id -> new Owner(id, names.get(id), tokens.getOrDefault(id, 0), affected.getOrDefault(id, 0L)))
                .sorted(Comparator.comparingLong(Owner::usesAffected).reversed().thenComparing(Owner::id))
                .limit(QueryLimits.MAX_SIMULATED_ITEMS)
                .toList();
    }
}
