package io.tokenledger.query.exposure;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.freshness.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An exposure report. Uses, API tokens and changes are in the order of their events, places by name, other lists by time.
 *
 * @param verdict what to know first, and what to do next
 * @param changes what the family of the subject changed, read or exported in the window
 * @param newOrigins networks and user agents from which the family was first used in the window, and no other key of the
 *     owners before: what may be a stranger's
 * @param family the subject's keys, and the keys that were created with them; for a network, the keys that were used from
 *     it; for an API token, only the keys that were created with it
 * @param complete whether every list is complete; if one is not, {@code unknown} says so
 * @param lastCredentialDiesAt expiry of the API token that expires last; null if none was issued
 * @param siblings the owners' other keys that existed in the window
 * @param unknown what the ledger cannot know, each with its exact time range
 */
public record ExposureReport(
        RequestedSubject subject,
        Span window,
        boolean complete,
        Verdict verdict,
        List<Change> changes,
        List<NewOrigin> newOrigins,
        List<FamilyMember> family,
        List<Use> acceptedUses,
        List<Use> refusedUses,
        List<ApiTokenMinted> apiTokens,
        @Nullable Instant lastCredentialDiesAt,
        List<Sighting> networks,
        List<Sighting> agents,
        List<Sibling> siblings,
        Reach reach,
        List<Unknown> unknown,
        Freshness freshness) {

    /**
     * The answer in short. Numbers about the family include the subject.
     *
     * @param sentences the same in plain language
     * @param remedy what ends the API keys that still work; null if none works
     * @param works whether the subject is accepted now; null for a network and for an API token that was never issued
     * @param refusedBecause why it is refused now; null if it works or is a network
     * @param endedAt since when it is refused; null if it works or that is not known
     * @param endedBy username of the account that ended it; null if it works, if the ledger ended it, or if the caller may
     *     not see it
     * @param endedFor reason that was given for the end
     * @param keys number of API keys of the family
     * @param workingKeys number of those that are accepted now
     * @param livingApiTokens number of API tokens of the family that the ledger still accepts
     * @param lastApiTokenExpiresAt when the last of those expires; null if there is none
     * @param hasEarlierUses whether the owners used any key before the window; if not, the report cannot distinguish a stranger from the owners
     * @param usesFromNewOrigins number of uses from new networks or with new user agents
     * @param changes number of changes, reads and exports
     * @param unknown number of gaps by kind
     */
    @Schema(name = "ExposureVerdict")
    record Verdict(
            List<String> sentences,
            @Nullable String remedy,
            @Nullable Boolean works,
            @Schema(implementation = String.class) @Nullable UseRefusalReason refusedBecause,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String endedFor,
            int keys,
            int workingKeys,
            int livingApiTokens,
            @Nullable Instant lastApiTokenExpiresAt,
            boolean hasEarlierUses,
            int newNetworks,
            int newAgents,
            long usesFromNewOrigins,
            int changes,
            int organizations,
            int workspaces,
            Map<String, Integer> unknown) {}

    /**
     * What a key of the family, or the subject itself, did besides being used.
     *
     * @param sentence what was done, as the rest of a sentence
     * @param actorKeyId API key that did it; null for a session
     */
    @Schema(name = "ExposureChange")
    record Change(
            long position,
            Instant time,
            String action,
            String sentence,
            @Nullable UUID actorKeyId,
            @Nullable UUID tokenId,
            @Nullable UUID ownerId,
            @Nullable UUID organizationId,
            @Nullable UUID workspaceId,
            @Nullable String ip,
            @Nullable String userAgent) {}

    /**
     * A network (a /24 or a /64) or a user agent that was first seen in the window.
     *
     * @param kind {@code network} or {@code agent}
     * @param uses number of accepted uses of the family in the window
     * @param tokens ids of the keys that were used, at most 100
     */
    @Schema(name = "NewOrigin")
    record NewOrigin(
            @Schema(allowableValues = {"network", "agent"}) String kind,
            String what,
            Instant firstSeen,
            Instant lastSeen,
            long uses,
            List<UUID> tokens) {}

    /**
     * A key of the family.
     *
     * @param depth 0 for a key of the subject, 1 if such a key created it, and so on
     * @param works whether its current secret is accepted now
     * @param refusedBecause why it is refused; null if it works
     * @param stoppedAt since when it is refused; null if it works
     * @param uses number of its accepted uses in the window
     */
    @Schema(name = "FamilyMember")
    record FamilyMember(
            UUID id,
            String name,
            UUID ownerId,
            @Nullable String ownerUsername,
            @Nullable UUID createdByKey,
            int depth,
            Instant createdAt,
            KeyState state,
            boolean works,
            @Schema(implementation = String.class) @Nullable UseRefusalReason refusedBecause,
            @Nullable Instant stoppedAt,
            long uses,
            @Nullable Instant lastUsedAt) {}

    /**
     * The subject of the report.
     *
     * @param kind token, owner, ip or api_token
     * @param name name of the API key, or username of the account; null for the others
     */
    record RequestedSubject(
            String kind, String value, @Nullable String name) {
        /** The kind in words, for the page. */
        String label() {
            return switch (kind) {
                case "token" -> "API key";
                case "owner" -> "account";
                case "ip" -> "network";
                default -> "API token";
            };
        }
    }

    /**
     * A time range.
     *
     * @param from start, inclusive
     * @param to end, exclusive
     */
    @Schema(name = "TimeRange")
    record Span(Instant from, Instant to) {}

    /**
     * An event that counts {@code count} uses from {@code first} to {@code last}.
     *
     * @param jti id of the presented API token; null if the key itself was presented
     * @param reason reason of the refusal; null for accepted uses
     */
    @Schema(name = "CredentialUse")
    record Use(
            long position,
            UUID id,
            @Nullable UUID tokenId,
            @Nullable UUID ownerId,
            Instant first,
            Instant last,
            long count,
            @Nullable String ip,
            @Nullable String userAgent,
            @Nullable String channel,
            @Nullable String target,
            @Nullable String jti,
            @Nullable String reason) {}

    /**
     * An API token that was issued in the window.
     *
     * @param eventId id of the exchange or sign-in that issued it
     */
    record ApiTokenMinted(
            UUID eventId, String jti, @Nullable String audience, Instant issuedAt, Instant expiresAt) {}

    /**
     * A network (a /24 or a /64) or a user agent with accepted uses in the window.
     *
     * @param firstSeen time of the subject's first accepted use from there, including uses before the window
     * @param isNew whether {@code firstSeen} is in the window
     */
    @Schema(name = "FirstSighting")
    record Sighting(String what, Instant firstSeen, Instant lastSeen, long uses, boolean isNew) {}

    /** Another key of the owners, in its current state. */
    @Schema(name = "SiblingKey")
    record Sibling(UUID id, String name, UUID ownerId, Instant createdAt, String state) {}

    /**
     * The organizations and workspaces that the owners could enter at some time in the window.
     *
     * @param hidden number of further organizations and workspaces that the caller may not see
     */
    @Schema(name = "CredentialReach")
    record Reach(List<Place> organizations, List<Place> workspaces, int hidden) {}

    @Schema(name = "NamedResource")
    record Place(UUID id, @Nullable String name) {}

    /**
     * A gap in the report.
     *
     * @param kind the sort of gap; the verdict counts them
     */
    @Schema(name = "UnknownPeriod")
    record Unknown(UnknownKind kind, String why, Instant from, Instant to) {}
}
