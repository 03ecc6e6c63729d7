package io.tokenledger.query.exposure;

import io.tokenledger.query.freshness.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer. Lists are in the order of the events.
 *
 * @param complete whether every list holds all there is; where one does not, {@code unknown} says so
 * @param lastCredentialDiesAt when the last API token ends by itself that was given out; null where none was
 * @param children keys that were created by the subject, and theirs
 * @param siblings the owners' other keys that existed in the window
 * @param unknown what the ledger cannot know, with the exact windows
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
     * Of {@code kind} token, owner, ip or api_token.
     *
     * @param name of the API key, or the username of the account; null of the others
     */
    record RequestedSubject(
            String kind, String value, @Nullable String name) {}

    /** From an instant until before another. */
    record Span(Instant from, Instant to) {}

    /**
     * An event of uses: {@code count} of them, from {@code first} to {@code last}.
     *
     * @param jti of the API token that was shown; null where the key itself was
     * @param reason why they were refused; null where they were accepted
     */
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

    /** @param eventId of the exchange or sign-in that gave it out */
    record ApiTokenMinted(
            UUID eventId, String jti, @Nullable String audience, Instant issuedAt, Instant expiresAt) {}

    /**
     * A network (a /24 or a /64) or a user agent that accepted uses in the window came from.
     *
     * @param firstSeen of all accepted uses of the subject, also before the window
     * @param isNew whether that was in the window
     */
    record Sighting(String what, Instant firstSeen, Instant lastSeen, long uses, boolean isNew) {}

    /** @param depth 1 where the subject created the key, 2 where a key of depth 1 did */
    record Child(
            UUID id,
            String name,
            UUID ownerId,
            @Nullable UUID createdByKey,
            int depth,
            Instant createdAt,
            String state) {}

    /** A key as it is now. */
    record Sibling(UUID id, String name, UUID ownerId, Instant createdAt, String state) {}

    /**
     * What the owners could enter at some time in the window.
     *
     * @param hidden how many more organizations and workspaces there are, of which the caller may not know
     */
    record Reach(List<Place> organizations, List<Place> workspaces, int hidden) {}

    record Place(UUID id, @Nullable String name) {}

    record Unknown(String why, Instant from, Instant to) {}
}
