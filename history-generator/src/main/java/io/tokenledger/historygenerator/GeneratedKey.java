package io.tokenledger.historygenerator;

import io.tokenledger.events.AggregateTypes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key: what the door knows of it, and what those who use it hold. */
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

    /** The generation of the value in its owner's scripts; after a rotation they have the old one for a while. */
    int held = 1;

    /** The API token that its owner's scripts got last. */
    @Nullable
    GeneratedApiToken apiToken;

    /** How a key is used for the most part. */
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

    /** Whether its newest secret is good. */
    boolean lives(long now) {
        return active && !deleted && !isExpired(now) && owner.lives();
    }
}
