package io.tokenledger.query.audittrail;

import io.tokenledger.events.PersonalText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What remains of entries of the audit trail after an erasure. Pure. */
final class ErasedEntries {
    /** The data that describes the owner of the entry, by action. An event has all of them, or none. */
    private static final Map<String, Set<String>> PERSONAL_DATA = Map.of(
            "token.created", Set.of("name", "description"),
            "token.described", Set.of("name", "description"),
            "account.registered", Set.of("username", "description"),
            "account.described", Set.of("name", "email", "description"),
            "account.identity_linked", Set.of("issuer", "subject"));

    private static final String BULK_OPERATION = "ledger.bulk_act_begun";
    private static final String FILTER = "filter";
    private static final String ADDRESS_DIGEST = "address_sha256";

    private ErasedEntries() {}

    /**
     * An entry that is neither a use nor a sign-in.
     *
     * @param ip address of the actor
     * @param userAgent user agent of the actor
     */
    record Change(
            long position,
            String action,
            @Nullable String reason,
            @Nullable UUID ownerId,
            @Nullable UUID actorId,
            @Nullable String ip,
            @Nullable String userAgent,
            Map<String, Object> data) {

        AuditText text() {
            return AuditText.of(action, reason, data, userAgent);
        }
    }

    /** The entry without what describes this account, which is its owner, its actor, or both. */
    static Change erase(Change entry, UUID accountId) {
        boolean isOwner = accountId.equals(entry.ownerId()) || isSelectionOf(entry, accountId);
        boolean isActor = accountId.equals(entry.actorId());
        return erase(entry, isOwner, isActor);
    }

    /** The entry without the origin of its unknown actor. */
    static Change eraseOrigin(Change entry) {
        return erase(entry, false, true);
    }

    private static Change erase(Change entry, boolean isOwner, boolean isActor) {
        boolean hasOrigin = isActor && entry.ip() != null;
        return new Change(
                entry.position(),
                entry.action(),
                entry.reason() != null && describesReason(entry, isOwner, isActor)
                        ? PersonalText.ERASED
                        : entry.reason(),
                entry.ownerId(),
                entry.actorId(),
                isActor ? null : entry.ip(),
                hasOrigin ? PersonalText.ERASED : entry.userAgent(),
                isOwner ? erased(entry) : entry.data());
    }

    /** The text of an erased use or sign-in. */
    static AuditText textOfUse(
            String action, @Nullable String reason, @Nullable String audience, @Nullable String channel) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (audience != null) {
            data.put("audience", audience);
        }
        if (channel != null) {
            data.put("channel", channel);
        }
        if (action.startsWith("token.")) {
            data.put("target", PersonalText.ERASED);
        }
        return AuditText.of(action, reason, data, PersonalText.ERASED);
    }

    /** Whether a bulk operation selected the keys of this account by its id. */
    private static boolean isSelectionOf(Change entry, UUID accountId) {
        String id = accountId.toString();
        return entry.action().equals(BULK_OPERATION)
                && entry.data().get(FILTER) instanceof Map<?, ?> filter
                && (id.equalsIgnoreCase(String.valueOf(filter.get("offboarding")))
                        || id.equalsIgnoreCase(String.valueOf(filter.get("owner"))));
    }

    /** A reason belongs to the owner; without an owner to the actor, except for events that are a subject of their own. */
    private static boolean describesReason(Change entry, boolean isOwner, boolean isActor) {
        if (entry.action().equals("account.erased")) {
            return isActor;
        }
        if (isOwner || entry.ownerId() != null) {
            return isOwner;
        }
        return !entry.action().startsWith("ledger.case_")
                && !entry.action().startsWith("ledger.legal_hold_")
                && !entry.action().equals(BULK_OPERATION);
    }

    private static Map<String, Object> erased(Change entry) {
        Map<String, Object> data = new LinkedHashMap<>(entry.data());
        PERSONAL_DATA.getOrDefault(entry.action(), Set.of()).forEach(name -> data.put(name, PersonalText.ERASED));
        if (entry.action().equals(BULK_OPERATION)) {
            data.put(FILTER, Map.of(PersonalText.ERASED, PersonalText.ERASED));
        }
        data.computeIfPresent(ADDRESS_DIGEST, (name, digest) -> PersonalText.ERASED);
        return data;
    }
}
