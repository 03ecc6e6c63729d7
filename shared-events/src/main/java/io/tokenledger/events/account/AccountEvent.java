package io.tokenledger.events.account;

import io.tokenledger.events.LedgerEvent;

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
                SignInRefused {}
