package io.tokenledger.api;

import io.tokenledger.api.browser.BrowserCookies;
import io.tokenledger.api.browser.SameOriginCheck;
import io.tokenledger.api.browser.SessionCookie;
import io.tokenledger.api.connection.ConnectionLimits;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.direct.DirectHandlerFilter;
import io.tokenledger.api.direct.DirectRoutes;
import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.error.TomcatErrorReportValve;
import io.tokenledger.api.filter.BearerAuthenticationFilter;
import io.tokenledger.api.filter.BodyLimitFilter;
import io.tokenledger.api.filter.HealthDetailsFilter;
import io.tokenledger.api.filter.PublicRoutes;
import io.tokenledger.api.filter.RequestIdFilter;
import io.tokenledger.api.filter.UnreadBodyValve;
import io.tokenledger.api.filter.UrlEncodingFilter;
import io.tokenledger.api.forwardauth.ForwardAuth;
import io.tokenledger.api.forwardauth.ForwardAuthHeaders;
import io.tokenledger.api.idempotency.IdempotencyKeyInterceptor;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.limit.VolumeProperties;
import io.tokenledger.api.mvc.AuthorizationInterceptor;
import io.tokenledger.api.mvc.CallerArgumentResolver;
import io.tokenledger.api.mvc.ContentLengthJsonConverter;
import io.tokenledger.api.mvc.ExpensiveReadInterceptor;
import io.tokenledger.api.mvc.UnknownFieldHandler;
import io.tokenledger.api.openapi.OpenApiCacheFilter;
import io.tokenledger.api.parameter.FilterValuesResolver;
import io.tokenledger.api.parameter.SharedParameter;
import io.tokenledger.api.parameter.UnknownParameterInterceptor;
import io.tokenledger.api.request.ConsoleSecret;
import io.tokenledger.api.request.PeerAddress;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.request.TrustedProxies;
import io.tokenledger.api.text.InstantText;
import io.tokenledger.api.verify.CredentialVerifier;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Configures the web layer: the filters and interceptors that every request passes before its handler. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties({LedgerProperties.class, RequestProperties.class, VolumeProperties.class})
public class WebConfiguration {
    @Bean
    ProblemWriter errorWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    PublicUrl publicUrl(LedgerProperties ledger) {
        return new PublicUrl(ledger.publicUrl());
    }

    @Bean
    BrowserCookies browserCookies(PublicUrl publicUrl) {
        return new BrowserCookies(publicUrl);
    }

    @Bean
    SameOriginCheck sameOrigin(PublicUrl publicUrl) {
        return new SameOriginCheck(publicUrl);
    }

    @Bean
    SessionCookie sessionCookie(BrowserCookies cookies, SameOriginCheck sameOrigin) {
        return new SessionCookie(cookies, sameOrigin);
    }

    @Bean
    ConsoleSecret consoleSecret(RequestProperties requests) {
        return ConsoleSecret.of(requests.consoleSecret(), new SecureRandom());
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIds(ConsoleSecret console) {
        return at(0, new RequestIdFilter(console, new SecureRandom()));
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(
            ProblemWriter errors, RequestProperties requests, Bulkhead slowBodies, ConnectionLimits connections) {
        return at(1, new BodyLimitFilter(errors, requests.bodyTimeout(), slowBodies, connections));
    }

    @Bean
    FilterRegistrationBean<UrlEncodingFilter> encoding(ProblemWriter errors) {
        return at(2, new UrlEncodingFilter(errors));
    }

    @Bean
    FilterRegistrationBean<BearerAuthenticationFilter> bearer(
            CredentialReader credentials,
            CredentialVerifier verifier,
            SessionCookie sessions,
            ProblemWriter errors,
            ForwardAuth forwardAuth,
            RequestProperties requests) {
        return at(
                3,
                new BearerAuthenticationFilter(
                        credentials,
                        verifier,
                        sessions,
                        errors,
                        new PublicRoutes(requests.metricsFrom()),
                        forwardAuth));
    }

    @Bean
    ForwardAuth forwardAuth(RequestProperties requests, TrustedProxies trustedProxies) {
        return new ForwardAuth(requests.forwardAuthProxy(), trustedProxies);
    }

    @Bean
    ForwardAuthHeaders forwardAuthHeaders(RequestProperties requests) {
        return requests.forwardAuthHeaders();
    }

    @Bean
    FilterRegistrationBean<OpenApiCacheFilter> openApiDocuments() {
        return at(5, new OpenApiCacheFilter());
    }

    @Bean
    FilterRegistrationBean<HealthDetailsFilter> healthDetails() {
        return at(4, new HealthDetailsFilter()); // reads the caller that the bearer filter found
    }

    @Bean
    FilterRegistrationBean<DirectHandlerFilter> directHandlers(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> exceptions) {
        return at(6, new DirectHandlerFilter(new DirectRoutes(mapping::getObject, exceptions::getObject)));
    }

    @Bean
    ExpensiveReadInterceptor expensiveReads(
            BulkheadFactory bulkheads, ProblemWriter errors, RequestProperties requests) {
        int maxTotal = requests.expensiveReads();
        Bulkhead.Limit limit = new Bulkhead.Limit(requests.expensiveReadsPerAccount(), maxTotal, maxTotal);
        return new ExpensiveReadInterceptor(
                bulkheads.ofAccounts("expensive-reads", "searches and reports", limit, ApiLimits.MAX_PERMIT_WAIT),
                errors);
    }

    @Bean
    WebMvcConfigurer argumentsAndResponses(
            JsonMapper json, ExpensiveReadInterceptor expensiveReads, ObjectProvider<SharedParameter> shared) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
                resolvers.add(new FilterValuesResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AuthorizationInterceptor());
                registry.addInterceptor(
                        new UnknownParameterInterceptor(shared.stream().toList()));
                registry.addInterceptor(new IdempotencyKeyInterceptor());
                registry.addInterceptor(expensiveReads);
            }

            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.withJsonConverter(new ContentLengthJsonConverter(json));
            }
        };
    }

    /** Reads JSON strictly: a document that two parsers could interpret differently is rejected. */
    @Bean
    JsonMapper jsonMapper() {
        JsonFactory strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(ApiLimits.MAX_JSON_DEPTH)
                        .maxNumberLength(30)
                        .build())
                .build();
        return JsonMapper.builder(strict)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, text -> {
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addHandler(new UnknownFieldHandler())
                .addModule(InstantText.jacksonModule())
                .build();
    }

    /**
     * Installs the valves, and turns off Tomcat's form parser. That parser would read a body past our limits on length
     * and time.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> valvesAndNoFormParser() {
        return factory -> {
            factory.addContextCustomizers(TomcatErrorReportValve::install);
            factory.addContextValves(new PeerAddress(), new UnreadBodyValve());
            factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
        };
    }

    private static <T extends jakarta.servlet.Filter> FilterRegistrationBean<T> at(int place, T filter) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10 + place);
        registration.addUrlPatterns("/*");
        return registration;
    }
}
