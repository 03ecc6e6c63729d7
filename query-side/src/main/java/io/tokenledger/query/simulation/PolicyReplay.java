package io.tokenledger.query.simulation;

import io.tokenledger.domain.TokenPolicyRule;
import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.organization.TokenPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replays history as if a policy had been in force since an instant. Records the creations and rotations that the policy
 * would have rejected. A key that would not exist counts for no limit and creates no keys. The rules are
 * {@link TokenPolicyRules}. Pure.
 */
final class PolicyReplay {
    private static final long OPEN = Long.MAX_VALUE;

    private final TokenPolicyRules rules;
    private final PolicyDirectory directory;
    private final Instant from;
    private final Map<UUID, List<RefusedInterval>> idle;
    private final Map<UUID, RefusedInterval> refused = new LinkedHashMap<>();
    private final List<RefusedInterval> ended = new ArrayList<>();
    private final Set<UUID> neverCreated = new HashSet<>();
    private final Map<UUID, RefusedInterval> limited = new LinkedHashMap<>();
    private final List<RefusedInterval> limitedBefore = new ArrayList<>();
    private final Map<UUID, Set<UUID>> living = new HashMap<>();
    private final Map<UUID, Instant> expiries = new HashMap<>();

    /**
     * A policy in force.
     *
     * @param idle spans in which keys would have been deactivated because nobody had used them
     */
    PolicyReplay(TokenPolicy policy, @Nullable UUID organizationId, Instant from, List<RefusedInterval> idle) {
        this.idle = idle.stream().collect(Collectors.groupingBy(RefusedInterval::tokenId));
        this.rules = new TokenPolicyRules(policy);
        this.directory = new PolicyDirectory(organizationId);
        this.from = from;
    }

    /** Adds a key that existed before the first event. */
    void addExisting(UUID token, UUID owner, @Nullable Instant expiresAt) {
        livingOf(owner).add(token);
        setExpiry(token, expiresAt);
    }

    void accept(HistoricalEvent event) {
        directory.evolve(event);
        UUID token = event.tokenId();
        UUID owner = event.ownerId();
        if (token == null || owner == null) {
            return;
        }
        switch (event.action()) {
            case "token.created" -> create(event, token, owner);
            case "token.rotated" -> rotate(event, token, owner);
            case "token.deleted" -> livingOf(owner).remove(token);
            default -> {}
        }
    }

    /** Spans in which keys would not have worked, in the order in which they began. */
    List<RefusedInterval> intervals() {
        List<RefusedInterval> all = new ArrayList<>(ended);
        all.addAll(refused.values());
        return all;
    }

    /**
     * Intervals of keys whose expiry was later than the policy allows, or that had none. Each begins with the event that
     * set the expiry, and {@code since} is the latest expiry that the policy would have allowed.
     */
    List<RefusedInterval> lifetimes() {
        List<RefusedInterval> all = new ArrayList<>(limitedBefore);
        all.addAll(limited.values());
        return all;
    }

    /** Keys that would not have been created, each with the reason and its time of creation, in this order. */
    List<RefusedInterval> notIssued() {
        return refused.values().stream()
                .filter(span -> neverCreated.contains(span.tokenId()))
                .toList();
    }

    /** Whether the key would never have existed. */
    boolean neverExisted(UUID token) {
        return neverCreated.contains(token);
    }

    private void create(HistoricalEvent event, UUID token, UUID owner) {
        setExpiry(token, event.instant("expires_at"));
        limitLifetime(event, token, owner);
        String reason = reasonAgainstCreation(event, owner);
        if (reason == null) {
            livingOf(owner).add(token);
        } else {
            neverCreated.add(token);
            refused.put(token, new RefusedInterval(token, owner, event.position(), OPEN, 0, reason, event.at()));
        }
    }

    private void rotate(HistoricalEvent event, UUID token, UUID owner) {
        Instant before = expiries.get(token);
        Instant end = event.instant("expires_at");
        setExpiry(token, end);
        limitLifetime(event, token, owner);
        if (neverCreated.contains(token)) {
            return;
        }
        RefusedInterval span = refused.remove(token);
        if (span != null) {
            ended.add(span.until(event.position()));
        }
        String reason = reasonAgainstRotation(event, owner, !Objects.equals(before, end));
        if (reason != null) {
            int generation = event.data().get("generation").asInt();
            refused.put(
                    token, new RefusedInterval(token, owner, event.position(), OPEN, generation, reason, event.at()));
        }
    }

    /** Begins an interval if the policy would have allowed only an earlier expiry, and ends the previous one. */
    private void limitLifetime(HistoricalEvent event, UUID token, UUID owner) {
        RefusedInterval previous = limited.remove(token);
        if (previous != null) {
            limitedBefore.add(previous.until(event.position()));
        }
        Instant latest = rules.latestExpiry(event.at());
        if (latest == null
                || event.at().isBefore(from)
                || !directory.binds(owner)
                || rules.mayExpireAt(event.instant("expires_at"), event.at())) {
            return;
        }
        limited.put(
                token,
                new RefusedInterval(
                        token, owner, event.position(), OPEN, 0, TokenPolicyRule.MAX_LIFETIME_MINUTES.wire(), latest));
    }

    private @Nullable String reasonAgainstCreation(HistoricalEvent event, UUID owner) {
        UUID parent = event.id("created_by_key");
        if (parent != null && (neverCreated.contains(parent) || isIdle(parent, event.position()))) {
            return "created_by_refused_key";
        }
        if (event.at().isBefore(from) || !directory.binds(owner)) {
            return null;
        }
        if (!rules.mayCreate(directory.administers(event.actorId()), !directory.isServiceAccount(owner))) {
            return TokenPolicyRule.CREATION.wire();
        }
        if (!rules.mayActByKey(parent != null)) {
            return TokenPolicyRule.KEYS_MAY_CREATE_KEYS.wire();
        }
        if (!rules.mayExpireAt(event.instant("expires_at"), event.at())) {
            return TokenPolicyRule.MAX_LIFETIME_MINUTES.wire();
        }
        return rules.mayHaveAnother(livingOf(owner).size()) ? null : TokenPolicyRule.MAX_KEYS_PER_ACCOUNT.wire();
    }

    private @Nullable String reasonAgainstRotation(HistoricalEvent event, UUID owner, boolean expirySaid) {
        if (event.at().isBefore(from) || !directory.binds(owner)) {
            return null;
        }
        if (!rules.mayActByKey(event.actorKeyId() != null && expirySaid)) {
            return TokenPolicyRule.KEYS_MAY_CREATE_KEYS.wire();
        }
        return rules.mayExpireAt(event.instant("expires_at"), event.at())
                ? null
                : TokenPolicyRule.MAX_LIFETIME_MINUTES.wire();
    }

    private boolean isIdle(UUID token, long position) {
        return idle.getOrDefault(token, List.of()).stream()
                .anyMatch(span -> span.begin() <= position && position < span.end());
    }

    private void setExpiry(UUID token, @Nullable Instant expiry) {
        if (expiry == null) {
            expiries.remove(token);
        } else {
            expiries.put(token, expiry);
        }
    }

    private Set<UUID> livingOf(UUID owner) {
        return living.computeIfAbsent(owner, none -> new HashSet<>());
    }
}
