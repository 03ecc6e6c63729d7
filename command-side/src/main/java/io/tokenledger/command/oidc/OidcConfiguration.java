package io.tokenledger.command.oidc;

import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.command.CommandLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
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
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
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
        ClientRegistration discovered = ClientRegistrations.fromOidcIssuerLocation(
                        Objects.requireNonNull(settings.issuer()))
                .registrationId(PROVIDER)
                .clientId(settings.clientId())
                .clientSecret(confidential ? secret : null)
                .redirectUri(publicUrl.of(CALLBACK + "/" + PROVIDER))
                .scope("openid", "profile", "email")
                .build();
        return ClientRegistration.withClientRegistration(discovered)
                .clientAuthenticationMethod(confidential ? withSecret(discovered) : ClientAuthenticationMethod.NONE)
                .build();
    }

    /** The method that the provider announces; {@code client_secret_basic} if it announces none for secrets. */
    private static ClientAuthenticationMethod withSecret(ClientRegistration discovered) {
        return ClientAuthenticationMethod.CLIENT_SECRET_POST.equals(discovered.getClientAuthenticationMethod())
                ? ClientAuthenticationMethod.CLIENT_SECRET_POST
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }

    /** Decoders for the algorithm that the provider announces, because Spring Security assumes RS256. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokenDecoders() {
        OidcIdTokenDecoderFactory decoders = new OidcIdTokenDecoderFactory();
        decoders.setJwsAlgorithmResolver(OidcConfiguration::idTokenAlgorithm);
        return decoders;
    }

    /** RS256 if the provider announces it, which is its default; otherwise the first known algorithm. */
    private static JwsAlgorithm idTokenAlgorithm(ClientRegistration provider) {
        Object announced =
                provider.getProviderDetails().getConfigurationMetadata().get("id_token_signing_alg_values_supported");
        List<?> names = announced instanceof List<?> list ? list : List.of();
        return names.contains(SignatureAlgorithm.RS256.getName())
                ? SignatureAlgorithm.RS256
                : names.stream()
                        .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(SignatureAlgorithm.RS256);
    }
}
