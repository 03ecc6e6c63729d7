package io.tokenledger.command.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.limit.AccountVolumeLimiter;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.signing.ApiTokenCodec;
import io.tokenledger.authentication.signing.SigningProperties;
import io.tokenledger.authentication.usage.UsageRecorder;
import io.tokenledger.authentication.verify.FailedAttemptLimiter;
import io.tokenledger.command.account.PasswordRepository;
import io.tokenledger.command.account.Username;
import io.tokenledger.command.login.TokenExchange.MintedJwt;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.account.SignedIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.common.IdentifierFactory;
import org.springframework.stereotype.Component;

/**
 * Signs a local account in by its password. Unlike an API key, a password takes 60 ms of processor time to check. So
 * passwords are not checked after too many wrong ones for a username from a network, or for any usernames from a
 * network. Refused API keys do not count against either limit, so a broken script behind the same proxy cannot lock
 * administrators out.
 */
@Component
public class SignInService {
    private final AccountCache accounts;
    private final PasswordRepository passwords;
    private final FailedAttemptLimiter limiter;
    private final UsageRecorder recorder;
    private final AccountVolumeLimiter volume;
    private final ApiTokenCodec apiTokens;
    private final SigningProperties settings;
    private final Clock clock;
    private final Counter unchecked;

    SignInService(
            AccountCache accounts,
            PasswordRepository passwords,
            FailedAttemptLimiter limiter,
            UsageRecorder recorder,
            AccountVolumeLimiter volume,
            ApiTokenCodec apiTokens,
            SigningProperties settings,
            Clock clock,
            MeterRegistry meters) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.limiter = limiter;
        this.recorder = recorder;
        this.volume = volume;
        this.apiTokens = apiTokens;
        this.settings = settings;
        this.clock = clock;
        this.unchecked = Counter.builder("ledger.sign_in.unchecked")
                .description(
                        "Sign-ins rejected without a password check, because a limit of failed sign-ins was exceeded")
                .register(meters);
    }

    MintedJwt signIn(String username, Secret password, RequestOrigin origin) {
        ClientNetwork network = ClientNetwork.of(origin.ip());
        String budget =
                (Username.isValid(username) ? username.toLowerCase(Locale.ROOT) : "") + "@" + network.firstAddress();
        Optional<Duration> wait = limiter.passwordsOverLimit(budget).or(() -> limiter.signInsOverLimit(network));
        if (wait.isPresent()) {
            unchecked.increment();
            throw InvalidCredentials.of(new VerificationResult.Refused(wait.get()));
        }
        Optional<AccountRecord> account = Username.isValid(username) ? accounts.findUser(username) : Optional.empty();
        boolean matches = passwords.matches(account.map(AccountRecord::accountId), password, network);
        Instant now = clock.instant();
        if (!matches || account.isEmpty() || !maySignIn(account.get())) {
            recorder.record(
                    new SignInRefused(
                            account.map(AccountRecord::accountId).orElse(null),
                            origin.ip(),
                            origin.userAgent(),
                            now,
                            now,
                            1),
                    origin);
            limiter.signInRefused(network);
            throw InvalidCredentials.of(new VerificationResult.Refused(limiter.wrongPassword(budget)));
        }
        return accept(account.get(), origin, now);
    }

    /** Signs in an account that an identity provider has authenticated. Rejects accounts that may not sign in. */
    public MintedJwt signIn(AccountRecord account, RequestOrigin origin) {
        if (!maySignIn(account)) {
            throw InvalidCredentials.notValid();
        }
        return accept(account, origin, clock.instant());
    }

    private MintedJwt accept(AccountRecord account, RequestOrigin origin, Instant now) {
        volume.spend(account.accountId(), false, origin.userAgent());
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = issued.plus(settings.lifetime());
        String jti = IdentifierFactory.getInstance().generateIdentifier();
        recorder.recordNow(new SignedIn(account.accountId(), jti, expires, origin.ip(), origin.userAgent()), origin);
        Secret jwt = apiTokens.sign(new PresentedApiToken(
                jti,
                account.accountId(),
                apiTokens.issuer(),
                apiTokens.controlPlane(),
                issued,
                expires,
                null,
                0,
                account.sessionGeneration(),
                null));
        return new MintedJwt(jwt, settings.lifetime().toSeconds());
    }

    private static boolean maySignIn(AccountRecord account) {
        return account.mayAct() && account.kind() == AccountKind.USER;
    }
}
