package io.tokenledger.events.account;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can happen to an account, and to somebody who tries to sign in to one. */
public sealed interface AccountEvent extends LedgerEvent
        permits AccountRegistered,
                AccountDescribed,
                AccountRolesChanged,
                PasswordChanged,
                IdentityLinked,
                AccountDeactivated,
                AccountActivated,
                AccountDeleted,
                SignedIn,
                SessionExchanged,
                ApiTokenRevoked,
                SessionsEnded,
                SignInRefused {
    /** Whom it is about; null where somebody tried to sign in under a name that nobody has. */
    @Nullable
    UUID accountId();
}
