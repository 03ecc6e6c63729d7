package io.tokenledger.historygenerator;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records the expected findings from the creation of the leaked key on, while the events are appended. */
final class IncidentRecorder {
    private final GeneratedOrganization home;
    private final GeneratedKey leaked;
    private final Instant from;
    private final Instant to;
    private final List<PlantedIncident.Accepted> accepted = new ArrayList<>();
    private final List<PlantedIncident.Refused> refused = new ArrayList<>();
    private final List<PlantedIncident.Minted> minted = new ArrayList<>();
    private final List<PlantedIncident.Coalesced> coalesced = new ArrayList<>();
    private final Map<UUID, PlantedIncident.Child> children = new LinkedHashMap<>();
    private final List<PlantedIncident.Change> changes = new ArrayList<>();
    private final List<PlantedIncident.Secret> secrets = new ArrayList<>();
    private final Set<UUID> siblings = new LinkedHashSet<>();
    private final Set<UUID> workspaces = new LinkedHashSet<>();
    private final Seen networks = new Seen();
    private final Seen agents = new Seen();
    private @Nullable Instant rotatedAt;
    private @Nullable Instant deactivatedAt;

    /** The first occurrence of each value, and the values that occurred in the window. */
    private static final class Seen {
        private final Map<String, Instant> first = new LinkedHashMap<>();
        private final Set<String> inWindow = new LinkedHashSet<>();

        void see(String what, Instant at, boolean isInWindow) {
            first.putIfAbsent(what, at);
            if (isInWindow) {
                inWindow.add(what);
            }
        }

        List<PlantedIncident.FirstAppearance> sightings(Instant from) {
            return first.entrySet().stream()
                    .filter(seen -> inWindow.contains(seen.getKey()))
                    .map(seen -> new PlantedIncident.FirstAppearance(
                            seen.getKey(), seen.getValue(), !seen.getValue().isBefore(from)))
                    .toList();
        }
    }

    /** Starts with the key and the workspaces that its owner is assigned to already. */
    IncidentRecorder(GeneratedOrganization home, GeneratedKey leaked, IncidentTimes plan) {
        this.home = home;
        this.leaked = leaked;
        this.from = EpochMillis.instant(plan.from);
        this.to = EpochMillis.instant(plan.to);
        home.workspaces.stream()
                .filter(workspace -> workspace.assignments.containsKey(leaked.owner))
                .forEach(workspace -> workspaces.add(workspace.id));
    }

    void apply(GeneratedEvent event) {
        if (!event.at().isBefore(to)) {
            return;
        }
        keepChange(event);
        keepSecret(event);
        switch (event.event()) {
            case TokenUsed used -> apply(event, used);
            case TokenUseRefused no -> apply(event, no);
            case TokenCreated created -> apply(event.at(), created);
            case TokenDeleted deleted -> remove(event.at(), deleted.tokenId(), siblings);
            case TokenRotated rotated -> rotatedAt = isLeaked(rotated.tokenId()) ? event.at() : rotatedAt;
            case TokenDeactivated off -> deactivatedAt = isLeaked(off.tokenId()) ? event.at() : deactivatedAt;
            case AccountAssigned assigned -> apply(assigned);
            case AssignmentRemoved removed -> apply(event.at(), removed);
            default -> {}
        }
    }

    private void keepChange(GeneratedEvent event) {
        String actor = event.metadata().get(EventMetadata.ACTOR_KEY_ID);
        if (actor != null && isInWindow(event.at()) && isOfFamily(UUID.fromString(actor))) {
            changes.add(new PlantedIncident.Change(event.eventId(), event.at()));
        }
    }

    private boolean isOfFamily(UUID key) {
        return isLeaked(key) || children.containsKey(key);
    }

    private void keepSecret(GeneratedEvent event) {
        if (event.event() instanceof TokenRotated rotated && isLeaked(rotated.tokenId())) {
            secrets.add(new PlantedIncident.Secret(
                    rotated.generation(), rotated.digest().hex(), event.at()));
        }
    }

    private void apply(GeneratedEvent event, TokenUsed used) {
        if (!isLeaked(used.tokenId())) {
            return;
        }
        boolean inWindow = isInWindow(event.at());
        networks.see(SubscriberNetwork.of(used.ip()), used.first(), inWindow);
        String agent = used.userAgent();
        if (agent != null) {
            agents.see(agent, used.first(), inWindow);
        }
        if (inWindow) {
            keep(event.eventId(), used);
        }
    }

    private void keep(UUID eventId, TokenUsed used) {
        accepted.add(new PlantedIncident.Accepted(
                eventId,
                used.first(),
                used.last(),
                used.count(),
                used.ip(),
                used.userAgent(),
                used.channel(),
                used.jti()));
        MintedToken token = used.minted();
        if (token != null) {
            minted.add(new PlantedIncident.Minted(
                    eventId, token.jti(), token.audience(), token.issuedAt(), token.expiresAt()));
        }
        if (used.count() > 1 || !used.first().equals(used.last())) {
            coalesced.add(new PlantedIncident.Coalesced(eventId, used.first(), used.last(), used.count()));
        }
    }

    private void apply(GeneratedEvent event, TokenUseRefused no) {
        UUID tokenId = no.tokenId();
        if (tokenId != null && isLeaked(tokenId) && isInWindow(event.at())) {
            refused.add(new PlantedIncident.Refused(event.eventId(), no.reason(), no.count()));
        }
    }

    private void apply(Instant at, TokenCreated created) {
        if (!created.ownerId().equals(leaked.owner.id) || isLeaked(created.tokenId())) {
            return;
        }
        siblings.add(created.tokenId());
        UUID creator = created.createdByKey();
        if (creator != null) {
            PlantedIncident.Child parent = children.get(creator);
            if (parent != null || isLeaked(creator)) {
                int depth = parent == null ? 1 : parent.depth() + 1;
                children.put(created.tokenId(), new PlantedIncident.Child(created.tokenId(), creator, depth, at));
            }
        }
    }

    private void apply(AccountAssigned assigned) {
        if (assigned.accountId().equals(leaked.owner.id)) {
            workspaces.add(assigned.workspaceId());
        }
    }

    private void apply(Instant at, AssignmentRemoved removed) {
        if (removed.accountId().equals(leaked.owner.id)) {
            remove(at, removed.workspaceId(), workspaces);
        }
    }

    /**
     * Removes an entry that ended before the window. An entry that ends within the window stays, as it was valid in
     * part of it.
     */
    private void remove(Instant at, UUID who, Set<UUID> there) {
        if (at.isBefore(from)) {
            there.remove(who);
        }
    }

    private boolean isLeaked(UUID tokenId) {
        return tokenId.equals(leaked.id);
    }

    private boolean isInWindow(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    PlantedIncident incident(List<String> attackerAddresses) {
        if (rotatedAt == null || deactivatedAt == null) {
            throw new IllegalStateException("the incident is not over");
        }
        return new PlantedIncident(
                leaked.id,
                leaked.owner.id,
                home.id,
                from,
                to,
                rotatedAt,
                deactivatedAt,
                List.copyOf(accepted),
                List.copyOf(refused),
                List.copyOf(minted),
                minted.stream()
                        .map(PlantedIncident.Minted::expiresAt)
                        .max(Instant::compareTo)
                        .orElseThrow(),
                networks.sightings(from),
                agents.sightings(from),
                List.copyOf(children.values()),
                List.copyOf(siblings),
                List.of(home.id),
                List.copyOf(workspaces),
                List.copyOf(changes),
                List.copyOf(secrets),
                List.copyOf(coalesced),
                attackerAddresses);
    }
}
