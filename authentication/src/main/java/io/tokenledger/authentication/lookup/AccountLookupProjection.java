package io.tokenledger.authentication.lookup;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.IdentityLinked;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SessionsEnded;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;

/**
 * Updates the account lookup in one transaction with the account's events, as {@link CredentialLookupProjection} does
 * for keys.
 */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class AccountLookupProjection implements LookupProjection {
    private final AccountRepository table;
    private final AccountDeletionRepository deletions;
    private final AccountCache accounts;
    private final ErasedAccounts erased;
    private final CommitBarrier commitBarrier;

    AccountLookupProjection(
            AccountRepository table,
            AccountDeletionRepository deletions,
            AccountCache accounts,
            ErasedAccounts erased,
            CommitBarrier commitBarrier) {
        this.table = table;
        this.deletions = deletions;
        this.accounts = accounts;
        this.erased = erased;
        this.commitBarrier = commitBarrier;
    }

    @EventHandler
    void on(AccountRegistered event, @Timestamp Instant at, @SequenceNumber long version, ApplyMode mode) {
        table.insert(event, at, version, mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(AccountDescribed event, @SequenceNumber long version, ApplyMode mode) {
        table.describe(event, version, mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(AccountRolesChanged event, @SequenceNumber long version, ApplyMode mode) {
        table.setRoles(event.accountId(), event.roles(), version, mode);
        requireSuperuser(mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(PasswordChanged event, @SequenceNumber long version, ApplyMode mode) {
        table.endSessions(event.accountId(), version, mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(SessionsEnded event, @SequenceNumber long version, ApplyMode mode) {
        table.endSessions(event.accountId(), version, mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(AccountDeactivated event, @SequenceNumber long version, ApplyMode mode) {
        table.deactivate(event.accountId(), version, mode);
        requireSuperuser(mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(AccountActivated event, @SequenceNumber long version, ApplyMode mode) {
        table.activate(event.accountId(), version, mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(IdentityLinked event, @SequenceNumber long version, ApplyMode mode) {
        table.link(event, version, mode);
    }

    @EventHandler
    void on(AccountDeleted event, @SequenceNumber long version, ApplyMode mode) {
        deletions.delete(event.accountId(), version, mode);
        requireSuperuser(mode);
        invalidateAfterCommit(event.accountId(), mode);
    }

    @EventHandler
    void on(AccountErased event, @SequenceNumber long version, ApplyMode mode) {
        erased.erase(event.accountId(), version, mode);
        commitBarrier.afterCommit(event.accountId(), mode, () -> {
            accounts.invalidate(event.accountId());
            erased.invalidate(event.accountId());
        });
    }

    private void requireSuperuser(ApplyMode mode) {
        if (!mode.isReplaying() && table.countSuperusers() == 0) {
            throw ProblemCode.LAST_SUPERUSER.because(
                    "The last active superuser of the instance must keep this role and stay active.");
        }
    }

    private void invalidateAfterCommit(UUID accountId, ApplyMode mode) {
        commitBarrier.afterCommit(accountId, mode, () -> accounts.invalidate(accountId));
    }
}
