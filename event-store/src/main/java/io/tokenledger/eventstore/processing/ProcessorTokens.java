package io.tokenledger.eventstore.processing;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Positions and claims of event processors. Axon's token store claims and releases them one by one. The tokens of all
 * processors in a transaction are stored by one statement, which also checks their claims.
 *
 * <p>Each processor has one segment. If an operator has split it with an earlier build, {@value #SEGMENT} has all its
 * work, and others are ignored.
 */
final class ProcessorTokens {
    static final int SEGMENT = 0;

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorTokens.class);

    /** Limits the waits for locks until the end of the transaction, in the same statement. */
    private static final String STORE = """
            UPDATE events.tracking_token SET token = ?, token_type = ?, updated_at = ?
            FROM (SELECT set_config('lock_timeout', ?, true)) AS waits
            WHERE processor_name = ANY (?) AND segment = ? AND owner = ?
            RETURNING processor_name""";

    private static final String EXTEND = """
            UPDATE events.tracking_token SET updated_at = ?
            WHERE processor_name = ANY (?) AND segment = ? AND owner = ?
            RETURNING processor_name""";

    private final TokenStore store;
    private final String owner;
    private final Serializer serializer;
    private final TransactionManager transactions;
    private final JdbcClient jdbc;

    /** @param owner node id with which the token store claims */
    ProcessorTokens(
            TokenStore store, String owner, Serializer serializer, TransactionManager transactions, JdbcClient jdbc) {
        this.store = store;
        this.owner = owner;
        this.serializer = serializer;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * A processor that this process has claimed.
     *
     * @param token token of the last event that it has applied; null before the first
     */
    record Claim(@Nullable TrackingToken token) {}

    /**
     * Claims a processor; empty if another process has claimed it.
     *
     * @param initial token before the first event, for a processor that has none
     */
    Optional<Claim> claim(String processor, Supplier<@Nullable TrackingToken> initial) {
        try {
            return transactions.fetchInTransaction(() -> {
                if (store.fetchSegments(processor).length == 0) {
                    store.initializeTokenSegments(processor, 1, initial.get());
                }
                boolean available = store.fetchAvailableSegments(processor).stream()
                        .anyMatch(segment -> segment.getSegmentId() == SEGMENT);
                // An earlier build stored both ends of a range for a processor that was set back or split.
                return available
                        ? Optional.of(new Claim(WrappedToken.unwrapLowerBound(store.fetchToken(processor, SEGMENT))))
                        : Optional.empty();
            });
        } catch (UnableToClaimTokenException another) {
            return Optional.empty();
        }
    }

    /** Releases a claim. If the store is unavailable, the claim expires by itself. */
    void release(String processor) {
        try {
            transactions.executeInTransaction(() -> store.releaseClaim(processor, SEGMENT));
        } catch (RuntimeException failure) {
            LOG.debug("The claim of event processor {} was not released", processor, failure);
        }
    }

    /** Sets a processor back or forward. It must not run in any process. */
    void set(String processor, @Nullable TrackingToken token, Runnable before) {
        transactions.executeInTransaction(() -> {
            if (store.fetchSegments(processor).length == 0) {
                store.initializeTokenSegments(processor, 1, null);
            }
            store.fetchToken(processor, SEGMENT);
            before.run();
            store.storeToken(token, processor, SEGMENT);
        });
    }

    /**
     * Stores the token of all these processors, in the current transaction.
     *
     * @param lockTimeout maximum wait of each later statement of the transaction for a lock; zero for no limit
     * @throws ClaimLostException if another process has claimed some of them
     */
    void store(Set<String> processors, TrackingToken token, Duration lockTimeout) {
        AbstractTokenEntry<byte[]> entry = entry(token);
        requireAll(
                processors,
                jdbc.sql(STORE)
                        .params(
                                entry.getSerializedToken().getData(),
                                entry.getTokenType().getName(),
                                entry.timestampAsString(),
                                Long.toString(lockTimeout.toMillis()),
                                processors.toArray(String[]::new),
                                SEGMENT,
                                owner)
                        .query(String.class)
                        .list());
    }

    /**
     * Keeps the claims of all these processors.
     *
     * @throws ClaimLostException if another process has claimed some of them
     */
    void extend(Set<String> processors) {
        requireAll(
                processors,
                jdbc.sql(EXTEND)
                        .params(entry(null).timestampAsString(), processors.toArray(String[]::new), SEGMENT, owner)
                        .query(String.class)
                        .list());
    }

    /** Identifies the token store, so that an operator sees which processes share it. */
    String storeIdentifier() {
        return transactions.fetchInTransaction(
                () -> store.retrieveStorageIdentifier().orElse("--unknown--"));
    }

    private AbstractTokenEntry<byte[]> entry(@Nullable TrackingToken token) {
        return new GenericTokenEntry<>(token, serializer, byte[].class, "", SEGMENT);
    }

    private static void requireAll(Set<String> processors, List<@Nullable String> claimed) {
        if (claimed.size() < processors.size()) {
            Set<String> lost = new HashSet<>(processors);
            claimed.forEach(lost::remove);
            throw new ClaimLostException(lost);
        }
    }
}
