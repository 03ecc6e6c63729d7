package io.tokenledger.historygenerator;

import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes API keys and appends the resulting events. Deadlines append the events of expiry and of the end of retention.
 */
final class KeyActions {
    private static final int DIGEST_LONGS = 4;

    /** Longest delay of a deadline in milliseconds: the ledger checks its deadlines every few seconds. */
    private static final long MAX_DELAY = 10_000;

    private final SeededRandom chance;
    private final SeededIds ids;
    private final ActionSchedule agenda;
    private final EventBuffer journal;

    KeyActions(SeededRandom chance, SeededIds ids, ActionSchedule agenda, EventBuffer journal) {
        this.chance = chance;
        this.ids = ids;
        this.agenda = agenda;
        this.journal = journal;
    }

    /** @param expiresAt milliseconds since 1970; {@link EpochMillis#NEVER} for a key without expiry */
    GeneratedKey create(
            long now,
            GeneratedAccount owner,
            String name,
            @Nullable String description,
            long expiresAt,
            @Nullable GeneratedKey parent,
            GeneratedKey.Habit habit,
            Map<String, String> cause) {
        GeneratedKey key = new GeneratedKey(ids.timeOrdered(now), owner, parent, habit, name, now);
        key.description = description;
        key.expiresAt = expiresAt;
        owner.keys.add(key);
        journal.append(
                now,
                key,
                new TokenCreated(
                        key.id,
                        owner.id,
                        name,
                        description,
                        digest(),
                        1,
                        EpochMillis.instantOrNever(expiresAt),
                        parent == null ? null : parent.id),
                cause);
        remindOfExpiry(key);
        return key;
    }

    void describe(long now, GeneratedKey key, String description, Map<String, String> cause) {
        if (!key.deleted && !description.equals(key.description)) {
            key.description = description;
            journal.append(now, key, new TokenDescribed(key.id, key.owner.id, key.name, description), cause);
        }
    }

    /**
     * Rotates the key.
     *
     * @param retainMinutes retention of the previous secret in minutes; 0 for none
     * @param expiresAt new expiry in milliseconds since 1970; the previous one if the caller gives none
     */
    void rotate(long now, GeneratedKey key, int retainMinutes, long expiresAt, Map<String, String> cause) {
        if (key.deleted || expiresAt <= now) {
            return;
        }
        boolean moved = expiresAt != key.expiresAt;
        key.generation++;
        key.retainedUntil = retainMinutes == 0 ? 0 : now + retainMinutes * EpochMillis.MINUTE;
        key.expiresAt = expiresAt;
        key.expired = false;
        journal.append(
                now,
                key,
                new TokenRotated(
                        key.id,
                        key.owner.id,
                        digest(),
                        key.generation,
                        retainMinutes,
                        retainMinutes == 0 ? null : EpochMillis.instant(key.retainedUntil),
                        EpochMillis.instantOrNever(expiresAt)),
                cause);
        remindOfRetention(key);
        if (moved) {
            remindOfExpiry(key);
        }
    }

    void deactivate(long now, GeneratedKey key, @Nullable String reason, Map<String, String> cause) {
        if (!key.deleted && key.active) {
            key.active = false;
            journal.append(now, key, new TokenDeactivated(key.id, key.owner.id, reason), cause);
        }
    }

    void activate(long now, GeneratedKey key, Map<String, String> cause) {
        if (!key.deleted && !key.active) {
            key.active = true;
            journal.append(now, key, new TokenActivated(key.id, key.owner.id, null), cause);
        }
    }

    void delete(long now, GeneratedKey key, Map<String, String> cause) {
        if (!key.deleted) {
            key.deleted = true;
            journal.append(now, key, new TokenDeleted(key.id, key.owner.id), cause);
        }
    }

    private void remindOfExpiry(GeneratedKey key) {
        long end = key.expiresAt;
        if (end == EpochMillis.NEVER) {
            return;
        }
        agenda.at(late(end), now -> {
            if (!key.deleted && !key.expired && key.expiresAt == end) {
                key.expired = true;
                journal.append(
                        now,
                        key,
                        new TokenExpired(key.id, key.owner.id, EpochMillis.instant(end)),
                        ChangeMetadata.LEDGER);
            }
        });
    }

    private void remindOfRetention(GeneratedKey key) {
        long end = key.retainedUntil;
        if (end == 0) {
            return;
        }
        agenda.at(late(end), now -> {
            if (!key.deleted && key.retainedUntil == end) {
                key.retainedUntil = 0;
                journal.append(
                        now,
                        key,
                        new PreviousSecretRetired(key.id, key.owner.id, key.generation - 1),
                        ChangeMetadata.LEDGER);
            }
        });
    }

    private long late(long deadline) {
        return deadline + chance.between(100, MAX_DELAY);
    }

    private SecretDigest digest() {
        return new SecretDigest(chance.hex(DIGEST_LONGS));
    }
}
