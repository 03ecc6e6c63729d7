package io.tokenledger.api.forwardauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.request.PeerAddress;
import io.tokenledger.api.request.TrustedProxies;
import io.tokenledger.api.verify.AccessRequirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ForwardAuthHeadersTest {
    private static final String PROXY = "192.0.2.1";

    @Test
    void nginx_describes_the_request_in_its_original_headers() {
        MockHttpServletRequest request = nginx();

        assertThat(target(ForwardAuthProxy.NGINX, request)).isEqualTo("DELETE prod.example/database");
        assertThat(target(null, request)).isEqualTo("DELETE prod.example/database");
    }

    @Test
    void ingress_nginx_describes_host_and_path_in_one_url() {
        MockHttpServletRequest request = with(
                question("/oauth2/verify"),
                "X-Original-Method",
                "PUT",
                "X-Original-URL",
                "https://prod.example:8443/a/b?token=x#y");

        assertThat(target(ForwardAuthProxy.NGINX, request)).isEqualTo("PUT prod.example:8443/a/b");
    }

    @ParameterizedTest
    @EnumSource(
            value = ForwardAuthProxy.class,
            names = {"TRAEFIK", "CADDY", "HAPROXY"})
    void other_proxies_describe_it_in_forwarded_headers(ForwardAuthProxy proxy) {
        assertThat(target(proxy, traefik())).isEqualTo("DELETE prod.example/database");
        assertThat(target(null, traefik())).isEqualTo("DELETE prod.example/database");
    }

    @Test
    void envoy_asks_by_the_method_the_path_and_the_host_of_the_request_itself() {
        MockHttpServletRequest request = envoy();

        assertThat(target(ForwardAuthProxy.ENVOY, request)).isEqualTo("DELETE prod.example/database;v=1/a%20b");
        assertThat(target(null, request)).isEqualTo("DELETE prod.example/database;v=1/a%20b");
    }

    @ParameterizedTest
    @EnumSource(ForwardAuthProxy.class)
    void a_question_without_a_description_has_no_target(ForwardAuthProxy proxy) {
        assertThat(target(proxy, question("/oauth2/verify"))).isNull();
        assertThat(target(null, question("/oauth2/verify"))).isNull();
    }

    @Test
    void a_host_that_a_load_balancer_forwards_describes_nothing() {
        MockHttpServletRequest request = with(nginx(), "X-Forwarded-Host", "bank.example");

        assertThat(target(null, request)).isEqualTo("DELETE prod.example/database");
        assertThat(target(ForwardAuthProxy.NGINX, request)).isEqualTo("DELETE prod.example/database");
        assertThat(target(null, with(question("/oauth2/verify"), "X-Forwarded-Host", "bank.example")))
                .isNull();
    }

    @Test
    void two_descriptions_are_rejected_whichever_proxy_is_configured() {
        for (MockHttpServletRequest two : new MockHttpServletRequest[] {
            with(nginx(), "X-Forwarded-Uri", "/public"),
            with(nginx(), "X-Forwarded-Method", "GET"),
            with(traefik(), "X-Original-URI", "/public"),
            with(traefik(), "X-Original-URL", "https://public.example/"),
            with(traefik(), "X-Original-Method", "GET"),
            with(traefik(), "X-Original-Host", "public.example"),
            with(envoy(), "X-Forwarded-Uri", "/public"),
            with(envoy(), "X-Original-URI", "/public")
        }) {
            rejects(null, two, "both");
            for (ForwardAuthProxy proxy : ForwardAuthProxy.values()) {
                rejects(proxy, two, "LEDGER_FORWARD_AUTH_PROXY=" + proxy.wire());
            }
        }
    }

    @Test
    void the_description_of_another_proxy_than_the_configured_one_is_rejected() {
        rejects(ForwardAuthProxy.NGINX, traefik(), "X-Forwarded-Method");
        rejects(ForwardAuthProxy.TRAEFIK, nginx(), "X-Original-Method");
        rejects(ForwardAuthProxy.ENVOY, nginx(), "X-Original-Method");
        rejects(ForwardAuthProxy.CADDY, envoy(), "a path below /oauth2/verify");
    }

    @Test
    void a_part_of_a_description_is_rejected_once_the_proxy_is_configured() {
        MockHttpServletRequest path = with(question("/oauth2/verify"), "X-Original-URI", "/database");
        MockHttpServletRequest method = with(question("/oauth2/verify"), "X-Forwarded-Method", "DELETE");

        rejects(ForwardAuthProxy.NGINX, path, "lacks X-Original-Method");
        rejects(ForwardAuthProxy.HAPROXY, method, "lacks X-Forwarded-Method or X-Forwarded-Uri");
        assertThat(target(null, path)).isEqualTo("UNKNOWN /database");
        assertThat(target(null, method)).isNull();
    }

    @Test
    void a_header_that_is_sent_twice_is_rejected() {
        rejects(ForwardAuthProxy.NGINX, with(nginx(), "X-Original-URI", "/public"), "X-Original-URI twice");
        rejects(null, with(traefik(), "X-Forwarded-Host", "public.example"), "X-Forwarded-Host twice");
    }

    @Test
    void nothing_counts_that_comes_from_a_peer_that_is_no_trusted_proxy() {
        for (MockHttpServletRequest request : new MockHttpServletRequest[] {nginx(), traefik(), envoy()}) {
            request.setAttribute(PeerAddress.class.getName(), "198.51.100.7");

            assertThat(target(null, request)).isNull();
        }
    }

    @Test
    void what_is_no_method_or_no_host_is_left_out() {
        MockHttpServletRequest request = with(
                question("/oauth2/verify"),
                "X-Original-Method",
                "get me",
                "X-Original-Host",
                "a/b",
                "X-Original-URI",
                "x?q=1");

        assertThat(target(null, request)).isEqualTo("UNKNOWN /x");
    }

    /** Below the path, the query is that of Envoy's client, which must not decide about its own access. */
    @Test
    void the_query_of_the_client_of_envoy_requires_nothing() {
        MockHttpServletRequest request = question("/oauth2/verify/");
        request.setQueryString("role=superuser");
        request.addParameter("role", "superuser");

        assertThat(forwardAuth(ForwardAuthProxy.ENVOY).requirement(request)).isEqualTo(AccessRequirement.NONE);
        assertThatThrownBy(() -> forwardAuth(null).requirement(request)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @EnumSource(ForwardAuthProxy.class)
    void every_proxy_has_a_sample_that_sets_or_clears_every_header(ForwardAuthProxy proxy) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../deploy/forward-auth"))) {
            String sample = files.map(ForwardAuthHeadersTest::text)
                    .filter(text -> text.contains("LEDGER_FORWARD_AUTH_PROXY=" + proxy.wire()))
                    .findFirst()
                    .orElseThrow();

            assertThat(sample.toLowerCase(Locale.ROOT).replace("[-_]", "-"))
                    .contains("x-original-", "x-forwarded-", "x-auth-", "remote-");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rejects(@Nullable ForwardAuthProxy proxy, MockHttpServletRequest request, String why) {
        assertThatThrownBy(() -> target(proxy, request))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(why)
                .satisfies(refused -> assertThat(
                                ((ProblemException) refused).problem().code())
                        .isEqualTo(ProblemCode.AMBIGUOUS_FORWARD_AUTH));
    }

    private static @Nullable String target(@Nullable ForwardAuthProxy proxy, MockHttpServletRequest request) {
        return forwardAuth(proxy).target(request);
    }

    private static ForwardAuth forwardAuth(@Nullable ForwardAuthProxy proxy) {
        return new ForwardAuth(proxy, new TrustedProxies(Pattern.quote(PROXY)));
    }

    private static MockHttpServletRequest nginx() {
        return with(
                question("/oauth2/verify"),
                "X-Original-Method",
                "DELETE",
                "X-Original-Host",
                "prod.example",
                "X-Original-URI",
                "/database?force=true");
    }

    private static MockHttpServletRequest traefik() {
        return with(
                question("/oauth2/verify"),
                "X-Forwarded-Method",
                "DELETE",
                "X-Forwarded-Host",
                "prod.example",
                "X-Forwarded-Uri",
                "/database?force=true");
    }

    private static MockHttpServletRequest envoy() {
        MockHttpServletRequest request = question("/oauth2/verify/database;v=1/a%20b");
        request.setMethod("DELETE");
        return with(request, "Host", "prod.example");
    }

    private static MockHttpServletRequest question(String uri) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
        request.setServletPath(uri);
        request.setAttribute(PeerAddress.class.getName(), PROXY);
        return request;
    }

    private static MockHttpServletRequest with(MockHttpServletRequest request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return request;
    }
}
