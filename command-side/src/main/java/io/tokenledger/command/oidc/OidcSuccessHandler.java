package io.tokenledger.command.oidc;

import io.tokenledger.api.browser.SessionCookie;
import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.authentication.signing.Fingerprints;
import io.tokenledger.command.account.RegisterIdentity;
import io.tokenledger.command.account.Username;
import io.tokenledger.command.login.SignInService;
import io.tokenledger.command.login.TokenExchange.MintedJwt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/**
 * Signs in users whom the provider has authenticated, and registers an account at the first sign-in. Only issuer and
 * subject identify the account, because the same username or e-mail address may belong to another person here.
 */
class OidcSuccessHandler implements AuthenticationSuccessHandler {
    private static final int MAX_NAME = 255;
    private static final int MAX_EMAIL = 254;
    private static final int MAX_LENGTH_BEFORE_SUFFIX = 230;

    private final AccountCache accounts;
    private final SignInService signIn;
    private final CommandGateway commands;
    private final Fingerprints fingerprints;
    private final OidcProperties settings;
    private final PublicUrl publicUrl;
    private final SessionCookie cookie;
    private final ProblemWriter errors;

    OidcSuccessHandler(
            AccountCache accounts,
            SignInService signIn,
            CommandGateway commands,
            Fingerprints fingerprints,
            OidcProperties settings,
            PublicUrl publicUrl,
            SessionCookie cookie,
            ProblemWriter errors) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.commands = commands;
        this.fingerprints = fingerprints;
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.cookie = cookie;
        this.errors = errors;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OidcUser user = (OidcUser) Objects.requireNonNull(authentication.getPrincipal());
        try {
            RequestOrigin origin = (RequestOrigin) request.getAttribute(RequestOrigin.class.getName());
            MintedJwt session = signIn.signIn(findOrRegister(user), origin);
            cookie.set(response, session.value(), Duration.ofSeconds(session.expiresIn()));
            response.sendRedirect(publicUrl.of(settings.afterSignIn()));
        } catch (RuntimeException no) {
            errors.write(request, response, no);
        }
    }

    private AccountRecord findOrRegister(OidcUser user) {
        String issuer = user.getIssuer().toString();
        return accounts.findByIdentity(issuer, user.getSubject()).orElseGet(() -> registerOnce(user, issuer));
    }

    /** Registers the account. Of two concurrent first sign-ins, one registers it and both sign in to it. */
    private AccountRecord registerOnce(OidcUser user, String issuer) {
        try {
            register(user, issuer);
        } catch (ProblemException other) {
            return accounts.findByIdentity(issuer, user.getSubject()).orElseThrow(() -> other);
        }
        return accounts.findByIdentity(issuer, user.getSubject()).orElseThrow();
    }

    private void register(OidcUser user, String issuer) {
        UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
        Username username = freeUsername(user, issuer);
        commands.sendAndWait(new RegisterIdentity(
                id,
                username,
                Stream.of(user.getFullName(), username.value())
                        .filter(OidcSuccessHandler::isName)
                        .findFirst()
                        .orElseThrow(),
                verifiedEmail(user),
                issuer,
                user.getSubject()));
    }

    /**
     * The username at the provider, or the e-mail address. If neither is usable or free, a suffix that is unique to the
     * identity is added.
     */
    private Username freeUsername(OidcUser user, String issuer) {
        String suffix = fingerprints.brief(issuer + " " + user.getSubject());
        String wanted = Stream.of(user.getPreferredUsername(), verifiedEmail(user))
                .filter(name -> name != null && name.length() <= MAX_LENGTH_BEFORE_SUFFIX && Username.isValid(name))
                .findFirst()
                .orElse("user-" + suffix);
        return new Username(accounts.findUser(wanted).isEmpty() ? wanted : wanted + "-" + suffix);
    }

    /** The e-mail address, if the provider has verified it. */
    private static @Nullable String verifiedEmail(OidcUser user) {
        String email = user.getEmail();
        return email != null
                        && Boolean.TRUE.equals(user.getEmailVerified())
                        && email.length() <= MAX_EMAIL
                        && PlainText.isPlain(email)
                ? email
                : null;
    }

    private static boolean isName(@Nullable String name) {
        return name != null && !name.isBlank() && name.length() <= MAX_NAME && PlainText.isPlain(name);
    }
}
