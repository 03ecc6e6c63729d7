package io.tokenledger.historygenerator;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.IdentityLinked;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.account.PasswordChanged;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes accounts and appends the resulting events. */
final class AccountActions {
    private static final String ISSUER = "https://login.example.org";

    private final SeededIds ids;
    private final SeededRandom chance;
    private final ActionSchedule agenda;
    private final EventBuffer journal;
    private final KeyActions keys;

    AccountActions(SeededIds ids, SeededRandom chance, ActionSchedule agenda, EventBuffer journal, KeyActions keys) {
        this.ids = ids;
        this.chance = chance;
        this.agenda = agenda;
        this.journal = journal;
        this.keys = keys;
    }

    GeneratedAccount registerUser(
            long now, String username, String name, Set<InstanceRole> roles, Map<String, String> cause) {
        GeneratedAccount user = new GeneratedAccount(ids.timeOrdered(now), AccountKind.USER, username, name, null);
        user.email = username + "@example.org";
        user.roles = roles;
        register(now, user, cause);
        return user;
    }

    /** Registers a user at the first sign-in through the OpenID Connect provider. */
    GeneratedAccount registerIdentity(long now, String username, String name) {
        GeneratedAccount user = registerUser(now, username, name, Set.of(), ChangeMetadata.LEDGER);
        journal.append(now, user, new IdentityLinked(user.id, ISSUER, chance.hex(1)), ChangeMetadata.LEDGER);
        return user;
    }

    GeneratedAccount registerServiceAccount(
            long now, GeneratedOrganization home, String username, String description, Map<String, String> cause) {
        GeneratedAccount automation =
                new GeneratedAccount(ids.timeOrdered(now), AccountKind.SERVICE_ACCOUNT, username, username, home);
        automation.description = description;
        home.automations.add(automation);
        register(now, automation, cause);
        return automation;
    }

    private void register(long now, GeneratedAccount account, Map<String, String> cause) {
        journal.append(
                now,
                account,
                new AccountRegistered(
                        account.id,
                        account.kind,
                        account.username,
                        account.name,
                        account.email,
                        account.roles,
                        account.description,
                        account.home == null ? null : account.home.id),
                cause);
    }

    void describe(long now, GeneratedAccount account, @Nullable String description, Map<String, String> cause) {
        if (!account.deleted && description != null && !description.equals(account.description)) {
            account.description = description;
            journal.append(
                    now, account, new AccountDescribed(account.id, account.name, account.email, description), cause);
        }
    }

    void setRoles(long now, GeneratedAccount account, Set<InstanceRole> roles, Map<String, String> cause) {
        if (!account.deleted && !account.roles.equals(roles)) {
            account.roles = roles;
            journal.append(now, account, new AccountRolesChanged(account.id, roles), cause);
        }
    }

    void changePassword(long now, GeneratedAccount account, Map<String, String> cause) {
        if (!account.deleted) {
            account.endSessions();
            journal.append(now, account, new PasswordChanged(account.id), cause);
        }
    }

    void deactivate(long now, GeneratedAccount account, Map<String, String> cause) {
        if (account.isActive()) {
            account.active = false;
            account.endSessions();
            journal.append(now, account, new AccountDeactivated(account.id, null), cause);
        }
    }

    void activate(long now, GeneratedAccount account, Map<String, String> cause) {
        if (!account.deleted && !account.active) {
            account.active = true;
            journal.append(now, account, new AccountActivated(account.id), cause);
        }
    }

    /** Also deletes the account's keys, within seconds and with the same actor as the account deletion. */
    void delete(long now, GeneratedAccount account, Map<String, String> cause) {
        if (account.deleted) {
            return;
        }
        account.deleted = true;
        journal.append(now, account, new AccountDeleted(account.id), cause);
        agenda.at(
                now + chance.between(20, 2 * EpochMillis.SECOND),
                later -> account.keys.forEach(key -> keys.delete(later, key, cause)));
    }
}
