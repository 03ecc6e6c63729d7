package io.tokenledger.historygenerator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was planted: the key of a service account leaked, and this is what a report on it over the window from
 * {@code from} until before {@code to} must find, written down while it happened. An event is in the window when it was
 * recorded in it; no use of the key straddles either end. All lists are in the order of the events.
 *
 * @param tokenId the key that leaked
 * @param ownerId the service account that owns it
 * @param organizationId where that service account is at home
 * @param from when the key leaked; the stranger's first use follows within a minute
 * @param to after everything that the stranger did; not in the window itself
 * @param rotatedAt when the key was rotated, in the window, with retention
 * @param deactivatedAt when an administrator deactivated it
 * @param accepted uses of the key and of its API tokens that were accepted in the window, the legitimate ones too
 * @param refused uses of the key and of its API tokens that were refused in the window
 * @param minted API tokens that the key, or an API token of it, was exchanged for in the window
 * @param lastCredentialDiesAt when the last of these expires by itself
 * @param networks where the accepted uses in the window came from, in the order in which they were first seen
 * @param agents which user agents they named, in the same order
 * @param children all keys whose creation leads back to this one, created at any time before {@code to}
 * @param siblings the owner's other keys that existed at some time in the window, children among them
 * @param organizations that the owner could enter at some time in the window
 * @param workspaces that the owner could enter at some time in the window
 * @param coalesced which of the accepted uses stand for more than one use, or for one that is later recorded than used
 * @param stranger addresses of the stranger; none of them was ever seen before {@code from}
 */
public record PlantedIncident(
        UUID tokenId,
        UUID ownerId,
        UUID organizationId,
        Instant from,
        Instant to,
        Instant rotatedAt,
        Instant deactivatedAt,
        List<Accepted> accepted,
        List<Refused> refused,
        List<Minted> minted,
        Instant lastCredentialDiesAt,
        List<Sighting> networks,
        List<Sighting> agents,
        List<Child> children,
        List<UUID> siblings,
        List<UUID> organizations,
        List<UUID> workspaces,
        List<Coalesced> coalesced,
        List<String> stranger) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * One event of accepted uses.
     *
     * @param jti of the API token that was shown; null where the key itself was
     */
    public record Accepted(
            UUID eventId,
            Instant first,
            Instant last,
            long count,
            String ip,
            @Nullable String userAgent,
            Channel channel,
            @Nullable String jti) {}

    /** One event of refused uses. */
    public record Refused(UUID eventId, UseRefusalReason reason, long count) {}

    /**
     * An API token.
     *
     * @param eventId of the exchange
     * @param audience id of this ledger, or of a workspace
     */
    public record Minted(UUID eventId, String jti, String audience, Instant issuedAt, Instant expiresAt) {}

    /**
     * A network or a user agent.
     *
     * @param what a /24 or a /64 in CIDR notation, or the agent as it called itself
     * @param firstSeen by an accepted use in the whole history of the key
     * @param isNew whether that was in the window
     */
    public record Sighting(String what, Instant firstSeen, boolean isNew) {}

    /**
     * A key that was created by the leaked one, or by such a key.
     *
     * @param depth 1 where the leaked key created it, 2 where a key of depth 1 did, and so on
     */
    public record Child(UUID tokenId, UUID createdByKey, int depth, Instant createdAt) {}

    /** A count of repeats: {@code count} uses from {@code first} to {@code last}. */
    public record Coalesced(UUID eventId, Instant first, Instant last, long count) {}

    /** Everything as a JSON object, with instants in ISO 8601. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an incident is plain data", impossible);
        }
    }

    /** What {@link #toJson} wrote. */
    public static PlantedIncident fromJson(String json) {
        try {
            return JSON.readValue(json, PlantedIncident.class);
        } catch (JsonProcessingException other) {
            throw new IllegalArgumentException("this is not the JSON of an incident", other);
        }
    }
}
