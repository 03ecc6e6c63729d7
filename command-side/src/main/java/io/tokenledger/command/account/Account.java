package io.tokenledger.command.account;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.lookup.LegalHolds;
import io.tokenledger.command.FullHistoryAggregate;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.IdentityLinked;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SessionsEnded;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** An account: its name, its roles on the instance, and whether it is active. */
@Aggregate(type = AggregateTypes.ACCOUNT)
@SuppressWarnings("NullAway.Init") // Axon creates it empty and then applies its events
class Account extends FullHistoryAggregate {
    @AggregateIdentifier
    private UUID accountId;

    private String name;
    private @Nullable String email;
    private @Nullable String description;
    private Set<InstanceRole> roles;
    private boolean active;
    private boolean deleted;
    private boolean erased;
    private int sessionGeneration;

    Account() {}

    @CommandHandler
    Account(RegisterAccount command, PasswordRepository passwords) {
        apply(new AccountRegistered(
                command.accountId(),
                command.kind(),
                command.username().value(),
                command.name(),
                command.email(),
                command.roles(),
                command.description(),
                command.organizationId()));
        if (command.password() != null) {
            passwords.store(command.accountId(), command.password());
        }
    }

    @CommandHandler
    Account(RegisterIdentity command) {
        apply(new AccountRegistered(
                command.accountId(),
                AccountKind.USER,
                command.username().value(),
                command.name(),
                command.email(),
                Set.of(),
                null,
                null));
        apply(new IdentityLinked(command.accountId(), command.issuer(), command.subject()));
    }

    @CommandHandler
    long handle(ChangeAccount command, PasswordRepository passwords) {
        if (deleted) {
            throw ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account.");
        }
        String newName = command.name() == null ? name : command.name();
        String newEmail = command.email() == null ? email : command.email();
        String newDescription = command.description() == null ? description : command.description();
        if (!newName.equals(name) || !Objects.equals(newEmail, email) || !Objects.equals(newDescription, description)) {
            apply(new AccountDescribed(accountId, newName, newEmail, newDescription));
        }
        if (command.roles() != null && !command.roles().equals(roles)) {
            apply(new AccountRolesChanged(accountId, command.roles()));
        }
        if (command.password() != null) {
            passwords.store(accountId, command.password());
            apply(new PasswordChanged(accountId));
        }
        if (command.active() != null && command.active() != active) {
            apply(command.active() ? new AccountActivated(accountId) : new AccountDeactivated(accountId, null));
        }
        return getVersion();
    }

    @CommandHandler
    void handle(DeleteAccount command) {
        if (!deleted) {
            apply(new AccountDeleted(accountId));
        }
    }

    @CommandHandler
    void handle(EraseAccount command, LegalHolds holds) {
        if (!deleted) {
            throw ProblemCode.ACCOUNT_NOT_DELETED.because("The account is not deleted, so it cannot be erased.");
        }
        if (erased) {
            return;
        }
        if (holds.holdsAccount(accountId)) {
            throw ProblemCode.LEGAL_HOLD.because("A legal hold covers the account, so it cannot be erased.");
        }
        apply(new AccountErased(accountId));
    }

    @CommandHandler
    void handle(EndSessions command) {
        if (!deleted) { // the sessions of a deleted account have ended already
            apply(new SessionsEnded(accountId, sessionGeneration + 1, command.reason()));
        }
    }

    @EventSourcingHandler
    void on(AccountRegistered event) {
        accountId = event.accountId();
        name = event.name();
        email = event.email();
        description = event.description();
        roles = event.roles();
        active = true;
        sessionGeneration = 1;
    }

    @EventSourcingHandler
    void on(AccountDescribed event) {
        name = event.name();
        email = event.email();
        description = event.description();
    }

    @EventSourcingHandler
    void on(AccountRolesChanged event) {
        roles = event.roles();
    }

    @EventSourcingHandler
    void on(AccountDeactivated event) {
        active = false;
        sessionGeneration++;
    }

    @EventSourcingHandler
    void on(PasswordChanged event) {
        sessionGeneration++;
    }

    @EventSourcingHandler
    void on(SessionsEnded event) {
        sessionGeneration = event.sessionGeneration();
    }

    @EventSourcingHandler
    void on(AccountActivated event) {
        active = true;
    }

    @EventSourcingHandler
    void on(AccountDeleted event) {
        deleted = true;
    }

    @EventSourcingHandler
    void on(AccountErased event) {
        erased = true;
    }
}
