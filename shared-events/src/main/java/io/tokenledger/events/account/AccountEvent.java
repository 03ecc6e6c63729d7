package io.tokenledger.events.account;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of an account and of attempts to sign in to one. */
public sealed interface AccountEvent extends LedgerEvent
        permits AccountRegistered,
                AccountDescribed,
                AccountRolesChanged,
                PasswordChanged,
                IdentityLinked,
                AccountDeactivated,
                AccountActivated,
                AccountDeleted,
                AccountErased,
                SignedIn,
                SessionExchanged,
                ApiTokenRevoked,
                SessionsEnded,
                SignInRefused {
    /** The account; null for a sign-in with an unknown username. */
    @Nullable
    UUID accountId();

    @Override
    default @Nullable UUID dataSubject() {
        return accountId();
    }
}
