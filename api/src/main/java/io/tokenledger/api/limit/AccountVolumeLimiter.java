package io.tokenledger.api.limit;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Limits the bytes that an account adds to the store by recorded requests: changes, exchanges, sign-ins and reads of
 * the audit trail. Its API keys and its sign-ins have separate budgets, so a stolen key cannot keep its owner from
 * deactivating it.
 */
@Component
public class AccountVolumeLimiter {
    /**
     * Bytes of an event without its texts, in all tables and indexes. {@code EventVolumeTest} measures an exchange,
     * which is the largest event.
     */
    private static final long BYTES_PER_EVENT = 2_300;

    /** Tables and indexes that store a text of an event: event, audit trail, its search index, listing, history. */
    private static final long COPIES = 5;

    private record Spender(UUID accountId, boolean byKey) {}

    private final MinuteBudget<Spender> spent;
    private final long limit;

    AccountVolumeLimiter(Clock clock, VolumeProperties settings) {
        this.spent = new MinuteBudget<>(clock);
        this.limit = settings.account().toBytes();
    }

    /**
     * Counts a request before it is recorded.
     *
     * @param texts texts of the event that the caller has chosen
     * @throws io.tokenledger.api.problem.ProblemException with 429 once the account has used up its budget
     */
    public void spend(Caller caller, @Nullable String... texts) {
        spend(caller.accountId(), caller.keyId() != null, texts);
    }

    /**
     * Counts a request of an account that does not use an API token yet.
     *
     * @param byKey whether the account uses an API key; false for a sign-in
     */
    public void spend(UUID accountId, boolean byKey, @Nullable String... texts) {
        Spender spender = new Spender(accountId, byKey);
        if (!spent.spend(spender, cost(texts), limit)) {
            throw ProblemCode.TOO_MANY_REQUESTS.retryAfter(
                    spent.remaining(spender).toSeconds() + 1,
                    "This account has reached its limit of recorded requests per minute.");
        }
    }

    private static long cost(@Nullable String... texts) {
        long length = 0;
        for (String text : texts) {
            length += StoredLength.of(text);
        }
        return BYTES_PER_EVENT + COPIES * length;
    }
}
