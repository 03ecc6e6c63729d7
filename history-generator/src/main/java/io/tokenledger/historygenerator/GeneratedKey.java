package io.tokenledger.historygenerator;

import io.tokenledger.events.AggregateTypes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key: its state in the ledger, and the value and API token that its owner's scripts hold. */
final class GeneratedKey extends GeneratedAggregate {
    final GeneratedAccount owner;
    final @Nullable GeneratedKey parent;
    final Habit habit;
    String name;

    @Nullable
    String description;

    int generation = 1;
    long expiresAt;
    long retainedUntil;
    boolean active = true;
    boolean expired;
    boolean deleted;
    long busyAt;

    /**
     * Generation of the secret that the owner's scripts use. For a while after a rotation it is still the previous one.
     */
    int held = 1;

    /** The latest API token that the owner's scripts received. */
    @Nullable
    GeneratedApiToken apiToken;

    /** The way in which a key is mostly used. */
    enum Habit {
        EXCHANGED,
        BEARER,
        WORKSPACE,
        PROXIED
    }

    GeneratedKey(UUID id, GeneratedAccount owner, @Nullable GeneratedKey parent, Habit habit, String name, long now) {
        super(id);
        this.owner = owner;
        this.parent = parent;
        this.habit = habit;
        this.name = name;
        this.busyAt = now;
    }

    @Override
    String type() {
        return AggregateTypes.PERSONAL_ACCESS_TOKEN;
    }

    boolean isExpired(long now) {
        return now >= expiresAt;
    }

    boolean retains(long now) {
        return now < retainedUntil;
    }

    /** Whether the current secret of the key is accepted. */
    boolean isUsable(long now) {
        return active && !deleted && !isExpired(now) && owner.isActive();
    }
}
