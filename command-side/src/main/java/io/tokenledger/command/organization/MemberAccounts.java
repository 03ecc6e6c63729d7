package io.tokenledger.command.organization;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.limit.MinuteBudget;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.events.account.AccountKind;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Accounts that are or become members, as they are stored now. */
@Component
class MemberAccounts {
    private final AccountCache accounts;
    private final MinuteBudget<UUID> unknown;

    MemberAccounts(AccountCache accounts, Clock clock) {
        this.accounts = accounts;
        this.unknown = new MinuteBudget<>(clock);
    }

    /** The user with this id; rejects a service account. */
    AccountRecord requireUser(UUID userId) {
        AccountRecord account = accounts.read(userId)
                .filter(found -> !found.deleted())
                .orElseThrow(() -> ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account."));
        if (account.kind() != AccountKind.USER) {
            throw serviceAccount();
        }
        return account;
    }

    /** The active user with this username, regardless of case; rejects a service account of the organization. */
    AccountRecord requireUser(String username, UUID organizationId) {
        return accounts.findUser(username)
                .filter(found -> found.mayAct() && isNamed(found, username))
                .orElseThrow(() -> noUser(username, organizationId));
    }

    /**
     * The active user with this username; rejects a member of the organization. A user that the caller may not add, because
     * it has a role on the instance, gets the same answer as an unknown one: such usernames are worth an attack. A caller
     * that names many unknown users is rejected for the rest of the minute.
     */
    AccountRecord requireNewMember(String username, UUID organizationId, Caller caller) {
        if (unknown.spent(caller.accountId()) >= CommandLimits.MAX_UNKNOWN_USERNAMES) {
            throw ProblemCode.TOO_MANY_REQUESTS.retryAfter(
                    unknown.remaining(caller.accountId()).toSeconds() + 1, "Too many unknown usernames in a minute.");
        }
        AccountRecord user;
        try {
            user = requireUser(username, organizationId);
            if (!isMembershipAllowed(user, organizationId, caller)) {
                throw unknownUser();
            }
        } catch (ProblemException rejected) {
            unknown.add(caller.accountId(), 1);
            throw rejected;
        }
        if (user.memberships().containsKey(organizationId)) {
            throw ProblemCode.ALREADY_MEMBER.because(
                    "The account is a member of the organization already. Change its role instead.");
        }
        return user;
    }

    /**
     * Rejects adding an account that has a role on the instance, unless that account or a superuser asks. A membership
     * lets the organization see and deactivate the account's keys.
     */
    void requireMembershipAllowed(AccountRecord account, UUID organizationId, Caller caller) {
        if (!isMembershipAllowed(account, organizationId, caller)) {
            throw ProblemCode.MEMBERSHIP_NOT_ALLOWED.because(
                    "The account has a role on the instance. Only a superuser can add it to an organization.");
        }
    }

    private static boolean isMembershipAllowed(AccountRecord account, UUID organizationId, Caller caller) {
        return account.roles().isEmpty()
                || account.memberships().containsKey(organizationId)
                || caller.accountId().equals(account.accountId())
                || caller.may(Action.MEMBER_WRITE);
    }

    /** An inactive user gets the same answer as an unknown one. */
    private ProblemException noUser(String username, UUID organizationId) {
        return accounts.findServiceAccount(organizationId, username)
                .filter(found -> isNamed(found, username))
                .map(found -> serviceAccount())
                .orElseGet(MemberAccounts::unknownUser);
    }

    private static ProblemException unknownUser() {
        return ProblemCode.ACCOUNT_NOT_FOUND.because(
                "There is no active user with this username. Check its spelling. A superuser adds users of the instance.");
    }

    /** The lookup also finds other forms of the same letters in Unicode, which no username has. */
    private static boolean isNamed(AccountRecord account, String username) {
        return account.username().equalsIgnoreCase(username);
    }

    private static ProblemException serviceAccount() {
        return ProblemCode.MEMBERSHIP_NOT_ALLOWED.because("A service account cannot be a member of an organization.");
    }
}
