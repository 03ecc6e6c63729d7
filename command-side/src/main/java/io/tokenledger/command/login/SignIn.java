package io.tokenledger.command.login;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.access.credential.PresentedApiToken;
import io.tokenledger.access.credential.Secret;
import io.tokenledger.access.limit.AccountVolume;
import io.tokenledger.access.limit.ClientNetwork;
import io.tokenledger.access.use.CredentialRefusals;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.use.UseDecision;
import io.tokenledger.command.account.LocalPasswords;
import io.tokenledger.command.account.Username;
import io.tokenledger.command.login.Exchange.MintedJwt;
import io.tokenledger.door.credential.AccountRecord;
import io.tokenledger.door.credential.Accounts;
import io.tokenledger.door.signing.ApiTokens;
import io.tokenledger.door.signing.SigningSettings;
import io.tokenledger.door.use.RefusalLimiter;
import io.tokenledger.door.use.UseRecorder;
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
 * Signs a local account in by its password. Unlike an API key, a password takes 60 ms of processor time to check. So it is
 * not checked at all after too many wrong ones for a username from a network, or for any usernames from a network. Refused
 * API keys do not count against either limit: a broken script behind the same proxy must not lock administrators out.
 */
@Component
public class SignIn {
    private final Accounts accounts;
    private final LocalPasswords passwords;
    private final RefusalLimiter limiter;
    private final UseRecorder recorder;
    private final AccountVolume volume;
    private final ApiTokens apiTokens;
    private final SigningSettings settings;
    private final Clock clock;
    private final Counter unchecked;

    SignIn(
            Accounts accounts,
            LocalPasswords passwords,
            RefusalLimiter limiter,
            UseRecorder recorder,
            AccountVolume volume,
            ApiTokens apiTokens,
            SigningSettings settings,
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
                        "Sign-ins refused without a look at the password, because their network was over its limit")
                .register(meters);
    }

    MintedJwt signIn(String username, Secret password, Origin origin) {
        ClientNetwork network = ClientNetwork.of(origin.ip());
        String budget =
                (Username.isPossible(username) ? username.toLowerCase(Locale.ROOT) : "") + "@" + network.firstAddress();
        Optional<Duration> wait = limiter.passwordsOverLimit(budget).or(() -> limiter.signInsOverLimit(network));
        if (wait.isPresent()) {
            unchecked.increment();
            throw CredentialRefusals.of(new UseDecision.Refused(wait.get()));
        }
        Optional<AccountRecord> account =
                Username.isPossible(username) ? accounts.findUser(username) : Optional.empty();
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
            throw CredentialRefusals.of(new UseDecision.Refused(limiter.wrongPassword(budget)));
        }
        return accept(account.get(), origin, now);
    }

    /** Somebody else has made sure who it is. Refuses who may not sign in at all. */
    public MintedJwt signIn(AccountRecord account, Origin origin) {
        if (!maySignIn(account)) {
            throw CredentialRefusals.notValid();
        }
        return accept(account, origin, clock.instant());
    }

    private MintedJwt accept(AccountRecord account, Origin origin, Instant now) {
        volume.spend(account.accountId(), false, origin.userAgent());
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = issued.plus(settings.lifetime());
        String jti = IdentifierFactory.getInstance().generateIdentifier();
        recorder.recordNow(new SignedIn(account.accountId(), jti, expires, origin.ip(), origin.userAgent()), origin);
        Secret jwt = apiTokens.sign(new PresentedApiToken(
                jti,
                account.accountId(),
                apiTokens.issuer(),
                apiTokens.issuer(),
                issued,
                expires,
                null,
                0,
                account.sessionGeneration(),
                null));
        return new MintedJwt(jwt, settings.lifetime().toSeconds());
    }

    private static boolean maySignIn(AccountRecord account) {
        return account.lives() && account.kind() == AccountKind.USER;
    }
}
