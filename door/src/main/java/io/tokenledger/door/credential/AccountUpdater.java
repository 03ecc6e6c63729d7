package io.tokenledger.door.credential;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
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

/** Keeps the account look-up in one transaction with the account's events, as {@link CredentialUpdater} does for keys. */
@Component
@ProcessingGroup(LookUps.GROUP)
class AccountUpdater implements LookUp {
    private final AccountTable table;
    private final Accounts accounts;
    private final Acknowledgements acknowledgements;

    AccountUpdater(AccountTable table, Accounts accounts, Acknowledgements acknowledgements) {
        this.table = table;
        this.accounts = accounts;
        this.acknowledgements = acknowledgements;
    }

    @EventHandler
    void on(AccountRegistered event, @Timestamp Instant at, @SequenceNumber long version) {
        table.insert(event, at, version);
        forgetAfterCommit(event.accountId());
    }

    @EventHandler
    void on(AccountDescribed event, @SequenceNumber long version) {
        table.describe(event, version);
        forgetAfterCommit(event.accountId());
    }

    @EventHandler
    void on(AccountRolesChanged event, @SequenceNumber long version) {
        table.setRoles(event.accountId(), event.roles(), version);
        someSuperuserMustStay();
        forgetAfterCommit(event.accountId());
    }

    @EventHandler
    void on(PasswordChanged event, @SequenceNumber long version) {
        table.endSessions(event.accountId(), version);
        forgetAfterCommit(event.accountId());
    }

    @EventHandler
    void on(SessionsEnded event, @SequenceNumber long version) {
        table.endSessions(event.accountId(), version);
        forgetAfterCommit(event.accountId());
    }

    @EventHandler
    void on(AccountDeactivated event, @SequenceNumber long version) {
        table.deactivate(event.accountId(), version);
        someSuperuserMustStay();
        forgetAfterCommit(event.accountId());
    }

    @EventHandler
    void on(AccountActivated event, @SequenceNumber long version) {
        table.activate(event.accountId(), version);
        forgetAfterCommit(event.accountId());
    }

    @EventHandler
    void on(IdentityLinked event, @SequenceNumber long version) {
        table.link(event, version);
    }

    @EventHandler
    void on(AccountDeleted event, @SequenceNumber long version) {
        table.delete(event.accountId(), version);
        forgetAfterCommit(event.accountId());
    }

    private void someSuperuserMustStay() {
        if (!Repair.isUnderWay() && table.countSuperusers() == 0) {
            throw RefusalCode.LAST_SUPERUSER.because("This is the last active superuser of the instance.");
        }
    }

    private void forgetAfterCommit(UUID accountId) {
        acknowledgements.afterCommit(accountId, () -> accounts.forget(accountId));
    }
}
