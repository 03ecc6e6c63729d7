package io.tokenledger.revocation;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** A workspace that protects three paths in three ways, with Spring Security only. */
final class WorkspaceUnderTest implements AutoCloseable {
    /** The workspace's configuration for the ledger. */
    private record Trust(String ledger, String workspaceId, String credential) {}

    private final ConfigurableApplicationContext context;

    private WorkspaceUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static WorkspaceUnderTest start(String ledger, String workspaceId, String credential, RevocationFeed feed) {
        SpringApplication application = new SpringApplication(Workspace.class);
        application.setDefaultProperties(
                Map.of("server.port", "0", "spring.config.name", "none", "spring.main.banner-mode", "off"));
        // Replaces the initializers: those of the ledger are on the same class path.
        application.setInitializers(List.of(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(RevocationFeed.class, () -> feed);
            beans.registerBean(Trust.class, () -> new Trust(ledger, workspaceId, credential));
        }));
        return new WorkspaceUnderTest(application.run());
    }

    String url() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration
    @EnableWebMvc
    @EnableWebSecurity
    @ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class})
    static class Workspace {
        @Bean
        JwtDecoder byTheLedgersKeys(Trust trust) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(trust.ledger() + "/.well-known/jwks.json")
                    .jwsAlgorithm(SignatureAlgorithm.ES256)
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefault(), new JwtAudienceValidator(trust.workspaceId())));
            return decoder;
        }

        @Bean
        @Order(1)
        SecurityFilterChain bySignature(HttpSecurity http) throws Exception {
            return http.securityMatcher("/signature")
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain byFeed(HttpSecurity http, RevocationFeed feed) throws Exception {
            return http.securityMatcher("/feed")
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
                    .addFilterAfter(new RevocationFilter(feed), BearerTokenAuthenticationFilter.class)
                    .build();
        }

        @Bean
        @Order(3)
        SecurityFilterChain byIntrospection(HttpSecurity http, Trust trust) throws Exception {
            RestTemplate asWorkspace = new RestTemplate();
            asWorkspace.getInterceptors().add((request, body, execution) -> {
                request.getHeaders().setBearerAuth(trust.credential());
                return execution.execute(request, body);
            });
            SpringOpaqueTokenIntrospector introspector =
                    new SpringOpaqueTokenIntrospector(trust.ledger() + "/oauth2/introspect", asWorkspace);
            return http.securityMatcher("/introspection")
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.opaqueToken(opaque -> opaque.introspector(introspector)))
                    .build();
        }

        @Bean
        Answers answers() {
            return new Answers();
        }
    }

    @RestController
    static class Answers {
        @GetMapping({"/signature", "/feed", "/introspection"})
        String in() {
            return "in";
        }
    }
}
