package io.tokenledger.command.oidc;

import io.tokenledger.api.browser.BrowserCookies;
import io.tokenledger.authentication.signing.Fingerprints;
import io.tokenledger.command.CommandLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * Stores the state of a sign-in in progress (state, nonce, PKCE verifier) in a sealed cookie of the browser. A
 * server-side session would let any client fill the memory of the server.
 */
final class AuthorizationRequestCookie implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    private static final String NAME = "ledger_oidc";
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 8;

    private final Fingerprints fingerprints;
    private final Clock clock;
    private final BrowserCookies cookies;

    AuthorizationRequestCookie(Fingerprints fingerprints, Clock clock, BrowserCookies cookies) {
        this.fingerprints = fingerprints;
        this.clock = clock;
        this.cookies = cookies;
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        if (begun == null) {
            add(response, "", Duration.ZERO);
            return;
        }
        String flow = String.join(
                SEPARATOR,
                clock.instant().plus(CommandLimits.OIDC_SIGN_IN_LIFETIME).toString(),
                begun.getAuthorizationUri(),
                begun.getClientId(),
                Objects.requireNonNull(begun.getRedirectUri()),
                Objects.requireNonNull(begun.getState()),
                begun.getAttribute(OAuth2ParameterNames.REGISTRATION_ID),
                begun.getAttribute(OidcParameterNames.NONCE),
                begun.getAttribute(PkceParameterNames.CODE_VERIFIER));
        add(response, encode(flow) + "." + seal(flow), CommandLimits.OIDC_SIGN_IN_LIFETIME);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String value = cookies.value(request, NAME).orElse(null);
        int dot = value == null ? -1 : value.indexOf('.');
        if (value == null || dot < 0) {
            return null;
        }
        try {
            String flow = new String(Base64.getUrlDecoder().decode(value.substring(0, dot)), StandardCharsets.UTF_8);
            return isSealed(flow, value.substring(dot + 1))
                    ? request(List.of(flow.split(SEPARATOR, -1)), request)
                    : null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
        add(response, "", Duration.ZERO);
        return begun;
    }

    private @Nullable OAuth2AuthorizationRequest request(List<String> flow, HttpServletRequest request) {
        boolean isOurs = flow.size() == PARTS
                && Instant.parse(flow.get(0)).isAfter(clock.instant())
                && flow.get(4).equals(request.getParameter(OAuth2ParameterNames.STATE));
        return isOurs
                ? OAuth2AuthorizationRequest.authorizationCode()
                        .authorizationUri(flow.get(1))
                        .clientId(flow.get(2))
                        .redirectUri(flow.get(3))
                        .state(flow.get(4))
                        .attributes(Map.of(
                                OAuth2ParameterNames.REGISTRATION_ID, flow.get(5),
                                OidcParameterNames.NONCE, flow.get(6),
                                PkceParameterNames.CODE_VERIFIER, flow.get(7)))
                        .scope("openid")
                        .build()
                : null;
    }

    private boolean isSealed(String flow, String seal) {
        return MessageDigest.isEqual(
                seal(flow).getBytes(StandardCharsets.UTF_8), seal.getBytes(StandardCharsets.UTF_8));
    }

    private String seal(String flow) {
        return fingerprints.full("oidc flow " + flow);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(HttpServletResponse response, String value, Duration life) {
        cookies.set(response, NAME, value, life, true);
    }
}
