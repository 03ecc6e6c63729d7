package io.tokenledger.query.exposure;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.query.freshness.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An exposure report. Uses and API tokens are in the order of their events, places by name, other lists by time.
 *
 * @param complete whether every list is complete; if one is not, {@code unknown} says so
 * @param lastCredentialDiesAt expiry of the API token that expires last; null if none was issued
 * @param children keys that the subject created, and the keys that these created
 * @param siblings the owners' other keys that existed in the window
 * @param unknown what the ledger cannot know, each with its exact time range
 */
record ExposureReport(
        RequestedSubject subject,
        Span window,
        boolean complete,
        List<Use> acceptedUses,
        List<Use> refusedUses,
        List<ApiTokenMinted> apiTokens,
        @Nullable Instant lastCredentialDiesAt,
        List<Sighting> networks,
        List<Sighting> agents,
        List<Child> children,
        List<Sibling> siblings,
        Reach reach,
        List<Unknown> unknown,
        Freshness freshness) {

    /**
     * The subject of the report.
     *
     * @param kind token, owner, ip or api_token
     * @param name name of the API key, or username of the account; null for the others
     */
    record RequestedSubject(
            String kind, String value, @Nullable String name) {}

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

    /**
     * A key that the subject or one of its children created.
     *
     * @param depth 1 if the subject created the key, 2 if a key of depth 1 did, and so on
     */
    @Schema(name = "DerivedKey")
    record Child(
            UUID id,
            String name,
            UUID ownerId,
            @Nullable UUID createdByKey,
            int depth,
            Instant createdAt,
            String state) {}

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

    @Schema(name = "UnknownPeriod")
    record Unknown(String why, Instant from, Instant to) {}
}
