package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ReadBarrier;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Legal holds as the store has them now.
 *
 * <p>A hold covers an account in three cases:
 *
 * <ul>
 *   <li>It names the account.
 *   <li>It names an API key of the account, also a deleted one.
 *   <li>It names an organization that owns the account, or of which the account is or ever was a member.
 * </ul>
 *
 * <p>So a hold on an organization needs no list of accounts. A removal of a member moves the membership to the table
 * {@code command_side.past_member}, which is never emptied. Whenever an account joins or leaves, one of the two tables
 * names it. The rule depends on no order of events, so a replay gives the same result.
 */
@Component
public class LegalHolds {
    private final LegalHoldRepository table;
    private final ReadBarrier readBarrier;

    LegalHolds(LegalHoldRepository table, ReadBarrier readBarrier) {
        this.table = table;
        this.readBarrier = readBarrier;
    }

    public Optional<LegalHoldRecord> find(UUID holdId) {
        return table.find(holdId);
    }

    /**
     * Whether a hold in force covers the account.
     *
     * <p>Call it in the transaction that erases, before that transaction locks a row. It takes the lock of legal holds,
     * shared, until the commit; the command that places a hold takes it alone. So a hold is either visible here, or
     * placed after the commit of the erasure.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code store_unavailable} if the lookup tables lack events
     *     for longer than {@code LEDGER_STALENESS_LIMIT}
     */
    public boolean holdsAccount(UUID accountId) {
        table.lockShared();
        readBarrier.await(); // a process may have ended after it appended a hold, and before it wrote the table
        return table.holdsAccount(accountId);
    }

    /**
     * What the holds in force name.
     *
     * @param tokens ids of API keys
     * @param accounts ids of accounts, also of those that a named organization owns or ever had as a member
     */
    public record Held(Set<UUID> tokens, Set<UUID> accounts) {}

    /**
     * The uses that must be preserved: those of the named keys, and those of all keys of the named accounts. Call it in the
     * transaction that drops uses. It takes the same lock as {@link #holdsAccount}.
     */
    public Held held() {
        table.lockShared();
        readBarrier.await();
        return new Held(table.heldTokens(), table.heldAccounts());
    }
}
