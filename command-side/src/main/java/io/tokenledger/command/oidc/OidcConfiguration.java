package io.tokenledger.command.oidc;

import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.command.CommandLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;

/**
 * Configures Spring Security's OpenID Connect login on its own paths. Spring Security handles state, nonce and PKCE. It
 * also validates the signature, issuer, audience and expiry of the ID token. Without a configured provider, this
 * configuration is inactive.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${ledger.oidc.issuer:}'.isEmpty()")
@EnableWebSecurity
@Import({OidcSuccessHandler.class, OidcFailureHandler.class, AuthorizationRequestCookie.class})
class OidcConfiguration {
    private static final String PROVIDER = "provider";
    private static final String LOGIN = "/auth/oidc/login";
    private static final String CALLBACK = "/auth/oidc/callback";

    /**
     * Spring Security reads the provider's discovery document at the first sign-in, so the ledger also starts while the
     * provider is down.
     */
    @Bean
    ClientRegistrationRepository providers(OidcProperties settings, PublicUrl publicUrl) {
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(settings, publicUrl)));
    }

    @Bean
    SecurityFilterChain signInByProvider(
            HttpSecurity http,
            ClientRegistrationRepository providers,
            OidcSuccessHandler signedIn,
            OidcFailureHandler refused,
            AuthorizationRequestCookie flows,
            ProblemWriter errors,
            BulkheadFactory bulkheads)
            throws Exception {
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(providers, LOGIN);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return http.securityMatcher("/auth/oidc/**")
                .addFilterBefore(
                        new OidcBulkheadFilter(errors, bulkheads.named("oidc-sign-ins", CommandLimits.OIDC_SIGN_INS)),
                        OAuth2AuthorizationRequestRedirectFilter.class)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(all -> all.anyRequest().denyAll())
                .exceptionHandling(denied -> denied.authenticationEntryPoint((request, response, why) -> errors.write(
                        request,
                        response,
                        ProblemCode.ROUTE_NOT_FOUND
                                .because("There is no such route.")
                                .problem())))
                .oauth2Login(login -> login.clientRegistrationRepository(providers)
                        .securityContextRepository(new NullSecurityContextRepository())
                        .authorizationEndpoint(
                                endpoint -> endpoint.authorizationRequestResolver(onlyTheProvider(requests))
                                        .authorizationRequestRepository(flows))
                        .redirectionEndpoint(endpoint -> endpoint.baseUri(CALLBACK + "/*"))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(OidcHttpClients.tokens()))
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(OidcHttpClients.users()))
                        .successHandler(signedIn)
                        .failureHandler(refused))
                .build();
    }

    /** Accepts the configured provider only, because Spring Security returns 500 for an unknown registration id. */
    private static OAuth2AuthorizationRequestResolver onlyTheProvider(DefaultOAuth2AuthorizationRequestResolver all) {
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                return request.getServletPath().equals(LOGIN + "/" + PROVIDER) ? all.resolve(request) : null;
            }

            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
                return registrationId.equals(PROVIDER) ? all.resolve(request, registrationId) : null;
            }
        };
    }

    private static ClientRegistration registration(OidcProperties settings, PublicUrl publicUrl) {
        String secret = settings.clientSecret();
        boolean confidential = secret != null && !secret.isEmpty();
        return ClientRegistrations.fromOidcIssuerLocation(Objects.requireNonNull(settings.issuer()))
                .registrationId(PROVIDER)
                .clientId(settings.clientId())
                .clientSecret(confidential ? secret : null)
                .clientAuthenticationMethod(
                        confidential ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC : ClientAuthenticationMethod.NONE)
                .redirectUri(publicUrl.of(CALLBACK + "/" + PROVIDER))
                .scope("openid", "profile", "email")
                .build();
    }
}
