package io.tokenledger.console.token;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key, as {@code GET /ledger/tokens} describes it. */
public record AccessToken(
        UUID id,
        String name,
        @Nullable String description,
        boolean active,
        String state,
        String effectiveState,
        @Nullable String refusedBecause,
        Instant created,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        @Nullable String lastUsedAgent,
        @Nullable Instant lastRotated,
        @Nullable Instant previousKeyValidUntil,
        int generation,
        UUID ownerId,
        @Nullable String ownerUsername,
        @Nullable String ownerKind,
        @Nullable Deactivation deactivation) {
    /** Time after which pages show a use: it is recorded up to a minute after it happened, and listed soon after. */
    private static final Duration LISTED_AFTER = Duration.ofMinutes(2);

    private static final String WORKS = "Works";

    /** Who deactivated a key, and why; known only if the key was read alone. */
    public record Deactivation(
            Instant at,
            @Nullable UUID by,
            @Nullable String byUsername,
            @Nullable String reason,
            @Nullable UUID operation,
            boolean ownerMayActivate) {}

    public boolean works() {
        return effectiveState.equals("works");
    }

    /** Whether another party deactivated the key, so that its owner cannot activate it. */
    public boolean endedByAnother() {
        return !active && deactivation != null && !deactivation.ownerMayActivate();
    }

    public boolean isDeleted() {
        return state.equals("deleted");
    }

    /** Whether the key works, and if not, why, in one or two words. */
    public String status() {
        return works() ? WORKS : statusOf(refusedBecause);
    }

    /** The status of a key that is refused for this reason; null is the status of a key that works. */
    public static String statusOf(@Nullable String refusedBecause) {
        return switch (refusedBecause) {
            case null -> WORKS;
            case "deactivated" -> "Deactivated";
            case "expired" -> "Expired";
            case "deleted" -> "Deleted";
            case "account_inactive" -> "Owner inactive";
            default -> "Refused";
        };
    }

    /** What the status means, as a sentence. */
    public String statusMeaning() {
        return works()
                ? "Requests with this token are accepted."
                : switch (refusedBecause == null ? "" : refusedBecause) {
                    case "deactivated" -> "Requests are refused until the token is activated again.";
                    case "expired" -> "Requests are refused since the token expired. Rotate it to get a new value.";
                    case "deleted" -> "The token was deleted. This cannot be undone.";
                    case "account_inactive" -> "Requests are refused, because the account of its owner is inactive.";
                    default -> "Requests are refused.";
                };
    }

    /** Whether the value before the last rotation still works. */
    public boolean hasPreviousValue(Instant now) {
        return works() && previousKeyValidUntil != null && previousKeyValidUntil.isAfter(now);
    }

    /** Whether the rotation is so recent that not all uses of the previous value before it are known. */
    public boolean wasJustRotated(Instant now) {
        return lastRotated != null && lastRotated.isAfter(now.minus(LISTED_AFTER));
    }

    /** Whether the values of a rotated token are refused like those before, because the rotation does not change why. */
    public boolean staysRefused() {
        return !active || "account_inactive".equals(refusedBecause);
    }
}
