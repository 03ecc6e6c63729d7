package io.tokenledger.events.account;

import io.tokenledger.events.CountedEvent;
import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sign-in was refused, {@code count} times from one address. The account is null if the username is unknown. */
@StoredAs("account.sign_in_refused")
public record SignInRefused(
        @Nullable UUID accountId,
        @Personal String ip,
        @Personal @Nullable String userAgent,
        Instant first,
        Instant last,
        long count)
        implements AccountEvent, CountedEvent {
    @Override
    public SignInRefused repeated(Instant since, Instant until, long times) {
        return new SignInRefused(accountId, ip, userAgent, since, until, times);
    }
}
