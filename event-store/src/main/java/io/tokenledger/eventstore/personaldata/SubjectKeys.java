package io.tokenledger.eventstore.personaldata;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of data subjects. Each encrypts all personal texts about one account, case or bulk operation. */
public interface SubjectKeys {
    /**
     * The key for new texts about this subject. Creates it with the first text. A text about no known account gets the key
     * of the current calendar month.
     *
     * @return the key; empty if the subject was erased, so that no new texts about it may be stored
     * @throws KeyEncryptionKeyMissingException if the key exists but cannot be unwrapped
     */
    Optional<SubjectKey> forWriting(@Nullable UUID subject);

    /**
     * The same for a text of an event with a time. A text about no known account gets the key of the month of that time.
     * So the key is destroyed when the event is old, however late it was recorded. Without an implementation, it gets the
     * key of the current month.
     *
     * @param at when the described happened
     */
    default Optional<SubjectKey> forWriting(@Nullable UUID subject, Instant at) {
        return forWriting(subject);
    }

    /**
     * The key that encrypted a stored text.
     *
     * @throws KeyEncryptionKeyMissingException if the key exists but cannot be unwrapped
     */
    StoredKey find(String id);

    /**
     * Reads keys that are not in the cache by one statement, because their texts will be decrypted next. Does nothing
     * without a cache.
     */
    default void load(Collection<String> ids) {}

    /** Removes the key from the cache of this process, because it was destroyed. */
    void invalidate(UUID subject);

    /**
     * The same for the key of a calendar month. Does nothing without a cache.
     *
     * @param month as {@code 2026-11}
     */
    default void invalidateMonth(String month) {}
}
