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
 * The planted incident: the key of a service account leaked. A report on the key over the window from {@code from}
 * until before {@code to} must find these facts. The generator recorded them with the events. An event is in the window
 * if it was recorded in it; no use of the key straddles either end. All lists are in the order of the events.
 *
 * @param tokenId the leaked key
 * @param ownerId service account that owns the key
 * @param organizationId organization of that service account
 * @param from time of the leak; the attacker's first use follows within a minute
 * @param to end of the window (exclusive), after the attacker's last request
 * @param rotatedAt time of the key's rotation, in the window and with retention
 * @param deactivatedAt time of the key's deactivation by an administrator
 * @param accepted accepted uses of the key and of its API tokens in the window, including legitimate ones
 * @param refused refused uses of the key and of its API tokens in the window
 * @param minted API tokens issued in the window in exchange for the key or for one of its API tokens
 * @param lastCredentialDiesAt latest expiry of these API tokens
 * @param networks networks of the accepted uses in the window, in the order of their first occurrence
 * @param agents user agents of the accepted uses in the window, in the same order
 * @param children all keys that descend from this key by creation, created at any time before {@code to}
 * @param siblings the owner's other keys that existed at some time in the window, including children
 * @param organizations organizations that the owner could enter at some time in the window
 * @param workspaces workspaces that the owner could enter at some time in the window
 * @param changes what the key and the keys that descend from it changed in the window, in order
 * @param secrets the secrets that rotations gave the key
 * @param coalesced accepted uses that count several uses, or one use that was recorded later than it happened
 * @param attackerAddresses addresses of the attacker; none of them occurs before {@code from}
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
        List<FirstAppearance> networks,
        List<FirstAppearance> agents,
        List<Child> children,
        List<UUID> siblings,
        List<UUID> organizations,
        List<UUID> workspaces,
        List<Change> changes,
        List<Secret> secrets,
        List<Coalesced> coalesced,
        List<String> attackerAddresses) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** An event that the family of the key caused, other than a use. */
    public record Change(UUID eventId, Instant at) {}

    /** The digest of a secret of the key. */
    public record Secret(int generation, String digest, Instant from) {}

    /**
     * One event of accepted uses.
     *
     * @param jti id of the presented API token; null if the key itself was presented
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
     * @param eventId id of the exchange event
     * @param audience id of this ledger or of a workspace
     */
    public record Minted(UUID eventId, String jti, String audience, Instant issuedAt, Instant expiresAt) {}

    /**
     * A network or a user agent.
     *
     * @param what a /24 or a /64 in CIDR notation, or the user agent as sent
     * @param firstSeen first accepted use from it in the whole history of the key
     * @param isNew whether the first use was in the window
     */
    public record FirstAppearance(String what, Instant firstSeen, boolean isNew) {}

    /**
     * A key that was created with the leaked key or with one of its descendants.
     *
     * @param depth 1 if the leaked key created it, 2 if a key of depth 1 did, and so on
     */
    public record Child(UUID tokenId, UUID createdByKey, int depth, Instant createdAt) {}

    /** Repeated uses: {@code count} uses from {@code first} to {@code last}. */
    public record Coalesced(UUID eventId, Instant first, Instant last, long count) {}

    /** The incident as a JSON object, with instants in ISO 8601. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the incident cannot be written as JSON", impossible);
        }
    }

    /** Parses the output of {@link #toJson}. */
    public static PlantedIncident fromJson(String json) {
        try {
            return JSON.readValue(json, PlantedIncident.class);
        } catch (JsonProcessingException other) {
            throw new IllegalArgumentException("the text must be the JSON of an incident", other);
        }
    }
}
