package io.tokenledger.query.audittrail;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.use.MintedToken;
import io.tokenledger.events.use.TokenUseRefused;
import io.tokenledger.events.use.TokenUsed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to each kind of event, for the {@code data} of its row. A new event does not compile until it
 * stands here. Digests are left out: a reader has no use for them.
 */
final class Particulars {
    private final Map<String, Object> data = new LinkedHashMap<>();

    private Particulars() {}

    static Map<String, Object> of(LedgerEvent event) {
        Particulars particulars = new Particulars();
        if (event instanceof TokenEvent token) {
            particulars.addToken(token);
        } else if (event instanceof TokenUsed used) {
            particulars.addUse(used);
        } else if (event instanceof TokenUseRefused refused) {
            particulars.addRefusal(refused);
        } else if (event instanceof AccountEvent account) {
            particulars.addAccount(account);
        }
        return particulars.data;
    }

    private void addToken(TokenEvent event) {
        switch (event) {
            case TokenCreated created -> {
                put("name", created.name());
                put("description", created.description());
                put("expires_at", created.expiresAt());
                put("created_by_key", created.createdByKey());
            }
            case TokenDescribed described -> {
                put("name", described.name());
                put("description", described.description());
            }
            case TokenRotated rotated -> {
                put("generation", rotated.generation());
                put("retain_period_minutes", rotated.retainPeriodMinutes());
                put("retained_until", rotated.retainedUntil());
                put("expires_at", rotated.expiresAt());
            }
            case PreviousSecretRetired retired -> put("generation", retired.generation());
            case TokenExpired expired -> put("expired_at", expired.expiredAt());
            case TokenDeactivated nothingMore -> {}
            case TokenActivated nothingMore -> {}
            case TokenDeleted nothingMore -> {}
        }
    }

    private void addUse(TokenUsed used) {
        put("channel", used.channel().wire());
        put("credential", used.credential().wire());
        put("generation", used.generation());
        put("target", used.target());
        MintedToken minted = used.minted();
        if (minted == null) {
            put("jti", used.jti());
        } else {
            put("jti", minted.jti());
            put("audience", minted.audience());
            put("issued_at", minted.issuedAt());
            put("expires_at", minted.expiresAt());
        }
    }

    private void addRefusal(TokenUseRefused refused) {
        put("channel", refused.channel().wire());
        put("target", refused.target());
        put("fingerprint", refused.fingerprint());
    }

    private void addAccount(AccountEvent event) {
        switch (event) {
            case AccountRegistered registered -> {
                put("account_id", registered.accountId());
                put("kind", registered.kind().wire());
                put("username", registered.username());
                put("roles", registered.roles());
            }
            case AccountDescribed described -> {
                put("account_id", described.accountId());
                put("name", described.name());
                put("email", described.email());
            }
            case AccountRolesChanged changed -> {
                put("account_id", changed.accountId());
                put("roles", changed.roles());
            }
            case PasswordChanged changed -> put("account_id", changed.accountId());
            case AccountDeactivated deactivated -> put("account_id", deactivated.accountId());
            case AccountActivated activated -> put("account_id", activated.accountId());
            case SignedIn signedIn -> {
                put("jti", signedIn.jti());
                put("expires_at", signedIn.expiresAt());
            }
            case SignInRefused refused -> put("account_id", refused.accountId());
        }
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
