package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of the account's personal texts was destroyed. What the account did remains under its id. All texts about it
 * read as {@value io.tokenledger.events.PersonalText#ERASED} from then on, also in earlier events.
 */
@StoredAs("account.erased")
public record AccountErased(UUID accountId) implements AccountEvent {
    /** None: the reason of an erasure belongs to the account that performed it, because this account's key is gone. */
    @Override
    public @Nullable UUID dataSubject() {
        return null;
    }
}
