package io.tokenledger.eventstore.personaldata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.jdbc.SharedFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Subject keys in the database, wrapped, with a cache. Its connections are its own: a key is committed before the first
 * event that it encrypts, whatever happens to the transaction of the event.
 */
public final class DatabaseSubjectKeys implements SubjectKeys {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSubjectKeys.class);
    private static final int MAX_ATTEMPTS = 3;

    private final SubjectKeyRepository table;
    private final KeyEncryptionKeys keyEncryptionKeys;
    private final Clock clock;
    private final AtomicLong invalidations = new AtomicLong();
    private final SharedFailure failures = new SharedFailure();

    /** Entries expire because another process may destroy a key. */
    private final Cache<String, StoredKey> cache = Caffeine.newBuilder()
            .maximumSize(StoreLimits.MAX_CACHED_SUBJECT_KEYS)
            .expireAfterWrite(StoreLimits.SUBJECT_KEY_CACHE_TIME)
            .build();

    DatabaseSubjectKeys(SubjectKeyRepository table, KeyEncryptionKeys keyEncryptionKeys, Clock clock) {
        this.table = table;
        this.keyEncryptionKeys = keyEncryptionKeys;
        this.clock = clock;
    }

    /**
     * The subject keys of a ledger that has been started before, for a program that runs next to it.
     *
     * @param store the ledger's database, whose connections commit each statement
     * @param keysDir folder of the ledger's key-encryption keys
     */
    public static SubjectKeys of(DataSource store, Path keysDir) {
        SubjectKeyRepository table = new SubjectKeyRepository(JdbcClient.create(store));
        Clock clock = Clock.systemUTC();
        return new DatabaseSubjectKeys(
                table, new KeyEncryptionKeys(new KeyEncryptionKeyFiles(keysDir), table, null, clock), clock);
    }

    @Override
    public Optional<SubjectKey> forWriting(@Nullable UUID subject) {
        return forWriting(subject, clock.instant());
    }

    @Override
    public Optional<SubjectKey> forWriting(@Nullable UUID subject, Instant at) {
        return subject == null
                ? Optional.of(forMonth(YearMonth.from(at.atZone(ZoneOffset.UTC))))
                : usable(subject.toString());
    }

    /**
     * The key of the month. If it is destroyed, that of the next month with a key: the text is recorded very late, or the
     * clock was set back.
     */
    private SubjectKey forMonth(YearMonth month) {
        return usable(month.toString()).orElseGet(() -> forMonth(month.plusMonths(1)));
    }

    private Optional<SubjectKey> usable(String id) {
        return switch (findOrCreate(id)) {
            case StoredKey.Usable usable -> Optional.of(new SubjectKey(id, usable.key()));
            case StoredKey.Destroyed destroyed -> Optional.empty();
            case StoredKey.Unknown unknown ->
                throw new IllegalStateException("The key-encryption key was replaced repeatedly. Try again.");
        };
    }

    @Override
    public StoredKey find(String id) {
        StoredKey known = cache.getIfPresent(id);
        if (known != null) {
            return known;
        }
        long begun = System.nanoTime();
        // Loads under the lock of the entry, so that an invalidation removes what an earlier read still finds.
        StoredKey found = cache.get(
                id,
                one -> failures.load(begun, () -> table.find(one))
                        .map(row -> unwrap(one, row))
                        .orElseGet(StoredKey.Unknown::new));
        if (found instanceof StoredKey.Unknown) {
            cache.asMap().remove(id, found); // it may be created at any time
        }
        return found;
    }

    @Override
    public void load(Collection<String> ids) {
        Set<String> missing = new HashSet<>(ids);
        missing.removeAll(cache.asMap().keySet());
        if (missing.size() > 1) {
            long before = invalidations.get();
            table.findAll(missing).forEach((id, row) -> store(id, row, before));
        }
    }

    /** Stores a key that was read before, unless one was invalidated since. */
    private void store(String id, SubjectKeyRepository.Row row, long invalidationsBefore) {
        try {
            StoredKey key = unwrap(id, row);
            cache.asMap().computeIfAbsent(id, one -> invalidations.get() == invalidationsBefore ? key : null);
        } catch (RuntimeException unusable) { // a lost key-encryption key, or a damaged row
            LOG.debug("The subject key {} was not loaded. A reader that needs it gets this exception.", id, unusable);
        }
    }

    @Override
    public void invalidate(UUID subject) {
        invalidate(subject.toString());
    }

    @Override
    public void invalidateMonth(String month) {
        invalidate(month);
    }

    /** Counts first, so that a load in progress either does not store the key or stores it before it is removed. */
    private void invalidate(String id) {
        invalidations.incrementAndGet();
        cache.invalidate(id);
    }

    private StoredKey findOrCreate(String id) {
        StoredKey found = find(id);
        for (int attempt = 0; found instanceof StoredKey.Unknown && attempt < MAX_ATTEMPTS; attempt++) {
            String wrapper = keyEncryptionKeys.currentId();
            SecretKey wrapping = keyEncryptionKeys.require(wrapper);
            byte[] wrapped = AesGcm.encrypt(wrapping, AesGcm.newKey().getEncoded(), id);
            table.insert(id, Base64.getEncoder().encodeToString(wrapped), wrapper);
            found = find(id); // another process may have been first, or may have replaced the key-encryption key
        }
        return found;
    }

    private StoredKey unwrap(String id, SubjectKeyRepository.Row row) {
        if (row.wrapped() == null) {
            return new StoredKey.Destroyed();
        }
        byte[] wrapped = Base64.getDecoder().decode(row.wrapped());
        return AesGcm.decrypt(keyEncryptionKeys.require(row.wrappedBy()), wrapped, id)
                .<StoredKey>map(key -> new StoredKey.Usable(AesGcm.key(key)))
                .orElseThrow(() -> keyEncryptionKeys.wrongKey(row.wrappedBy()));
    }
}
