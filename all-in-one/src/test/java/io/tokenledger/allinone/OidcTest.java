package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.OidcProvider;
import io.tokenledger.allinone.harness.Unique;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People sign in through an OpenID Connect provider; forged or invalid sign-ins fail. */
class OidcTest {
    private static final int AT_ONCE = 16;

    private static OidcProvider provider;
    private static LedgerUnderTest ledger;

    @BeforeAll
    static void start() {
        provider = new OidcProvider();
        ledger = LedgerUnderTest.start(Map.of("ledger.oidc.issuer", provider.issuer()));
    }

    @AfterAll
    static void stop() {
        ledger.close();
        provider.close();
    }

    /** A sign-in that was redirected to the provider. */
    private record Flow(Client browser, Map<String, String> asked) {
        Answer comeBack(String state) {
            return browser.get("/auth/oidc/callback/provider?code=c&state=" + state);
        }
    }

    /** Faults in an ID token, of a faulty provider or an attacker in its place. */
    enum Fault {
        ANOTHER_ISSUER((token, nonce) -> token.issuer("https://elsewhere.example.org")),
        ANOTHER_AUDIENCE((token, nonce) -> token.claim("aud", "somebody-else")),
        ANOTHER_NONCE((token, nonce) -> token.claim("nonce", "replayed")),
        NO_NONCE((token, nonce) -> token.claim("nonce", null)),
        EXPIRED((token, nonce) -> token.expiration(Date.from(Instant.now().minusSeconds(600)))),
        UNSIGNED((token, nonce) -> token, unsigned -> unsigned),
        SIGNED_BY_ANOTHER_KEY(
                (token, nonce) -> token,
                unsigned -> unsigned.signWith(Jwts.SIG.RS256.keyPair().build().getPrivate(), Jwts.SIG.RS256)),
        SIGNED_BY_THE_CLIENTS_NAME(
                (token, nonce) -> token,
                unsigned -> unsigned.signWith(Jwts.SIG.HS256.key().build(), Jwts.SIG.HS256));

        private final java.util.function.BiFunction<JwtBuilder, String, JwtBuilder> claims;
        private final UnaryOperator<JwtBuilder> signing;

        Fault(java.util.function.BiFunction<JwtBuilder, String, JwtBuilder> claims) {
            this(claims, null);
        }

        Fault(java.util.function.BiFunction<JwtBuilder, String, JwtBuilder> claims, UnaryOperator<JwtBuilder> signing) {
            this.claims = claims;
            this.signing = signing;
        }
    }

    @Test
    void an_account_is_made_at_the_first_sign_in_and_found_at_the_second() {
        String subject = "subject-" + Unique.text();
        Client first = signIn(subject, token -> token);
        Client second = signIn(subject, token -> token.claim("preferred_username", "renamed"));

        Answer me = first.get("/users/me").requireStatus(200);
        assertThat(me.text("username")).isEqualTo(subject);
        assertThat(me.text("name")).isEqualTo("Name of " + subject);
        assertThat(second.get("/users/me").requireStatus(200).text("id")).isEqualTo(me.text("id"));
        assertThat(me.json().get("is_superuser").asBoolean()).isFalse();
        assertThat(first.put(
                                "/users/me/password",
                                Map.of("current_password", "none", "password", LedgerUnderTest.PASSWORD))
                        .requireStatus(403)
                        .body())
                .contains("signs in with the identity provider");
    }

    @Test
    void a_username_of_an_existing_account_is_not_taken_over() {
        Client impostor = signIn("impostor-" + Unique.text(), token -> token.claim("preferred_username", "admin"));

        assertThat(impostor.get("/users/me").text("username")).startsWith("admin-");
        assertThat(impostor.get("/users/me").json().get("is_superuser").asBoolean())
                .isFalse();
    }

    @Test
    void an_address_that_the_provider_has_not_verified_is_not_kept() {
        String email = Unique.text() + "@example.org";
        Client claimed = signIn("claims-" + Unique.text(), token -> token.claim("email", email));
        Client verified = signIn(
                "owns-" + Unique.text(), token -> token.claim("email", email).claim("email_verified", true));

        assertThat(claimed.get("/users/me").json().get("email").isNull()).isTrue();
        assertThat(verified.get("/users/me").text("email")).isEqualTo(email);
    }

    @Test
    void a_forged_sign_in_cookie_is_rejected() {
        Flow flow = begin();
        provider.next(provider.idToken("victim", flow.asked().get("nonce")));
        String sealed = flow.browser().headers().get("Cookie");
        for (String forged :
                new String[] {sealed.replace("ledger_oidc=", "ledger_oidc=A"), sealed + "0", "ledger_oidc=x.y"}) {
            assertThat(flow.browser()
                            .with("Cookie", forged)
                            .get("/auth/oidc/callback/provider?code=c&state="
                                    + flow.asked().get("state"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_provider_that_announces_another_algorithm_and_method_is_understood() {
        try (OidcProvider other = new OidcProvider(Jwts.SIG.ES256, "client_secret_post");
                LedgerUnderTest itsLedger = LedgerUnderTest.start(
                        Map.of("ledger.oidc.issuer", other.issuer(), "ledger.oidc.client-secret", "s3cret"))) {
            Flow flow = begin(itsLedger);
            other.next(other.idToken("by-es256", flow.asked().get("nonce")));

            flow.comeBack(flow.asked().get("state")).requireStatus(302);

            assertThat(other.tokenRequest().get("form")).contains("client_secret=s3cret");
            assertThat(other.tokenRequest().get("authorization")).isEqualTo("none");
        }
    }

    @Test
    void who_is_deactivated_here_does_not_come_in() {
        String subject = "leaver-" + Unique.text();
        String id = signIn(subject, token -> token).get("/users/me").text("id");
        ledger.admin().patch("/users/" + id, Map.of("active", false)).requireStatus(200);

        Flow flow = begin();
        provider.next(provider.idToken(subject, flow.asked().get("nonce")));

        assertThat(flow.comeBack(flow.asked().get("state")).status()).isEqualTo(401);
    }

    @Test
    void a_deleted_user_gets_a_new_account_at_the_next_sign_in_with_the_same_identity() {
        String subject = "returns-" + Unique.text();
        Client before = signIn(subject, token -> token);
        String deleted = before.id();
        ledger.admin().delete("/users/" + deleted).requireStatus(200);
        before.get("/users/me").requireStatus(401);

        Answer me = signIn(subject, token -> token).get("/users/me").requireStatus(200);

        assertThat(me.text("id")).isNotEqualTo(deleted);
        assertThat(me.text("username")).isEqualTo(subject);
        assertThat(ledger.jdbc()
                        .queryForList(
                                "SELECT account_id::text FROM command_side.identity WHERE subject = ?",
                                String.class,
                                subject))
                .containsExactly(me.text("id"));
    }

    @Test
    void a_sign_in_while_its_user_is_deleted_is_no_server_error() {
        for (int round = 0; round < 5; round++) {
            String subject = "raced-" + Unique.text();
            String path = "/users/" + signIn(subject, token -> token).id() + "?wait=false";
            Flow flow = begin();
            provider.next(provider.idToken(subject, flow.asked().get("nonce")));
            AtomicInteger turn = new AtomicInteger();

            List<Answer> answers = Concurrently.run(
                    2,
                    () -> turn.getAndIncrement() == 0
                            ? flow.comeBack(flow.asked().get("state"))
                            : ledger.admin().delete(path));

            assertThat(answers.stream().map(Answer::status)).isSubsetOf(200, 302, 401, 409);
            assertThat(signIn(subject, token -> token).get("/users/me").status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_id_token_that_does_not_hold_is_refused(Fault fault) {
        Flow flow = begin();
        JwtBuilder token = fault.claims.apply(
                provider.idToken("victim", flow.asked().get("nonce")),
                flow.asked().get("nonce"));
        if (fault.signing == null) {
            provider.next(token);
        } else {
            provider.next(token, fault.signing);
        }

        Answer answer = flow.comeBack(flow.asked().get("state"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Set-Cookie")).doesNotContain("ledger_session=ey");
        assertThat(answer.body()).contains("CredentialsNotValid");
    }

    @Test
    void an_unsolicited_callback_is_rejected_and_no_redirect_target_of_a_caller_is_followed() {
        Flow flow = begin();
        provider.next(provider.idToken("victim", flow.asked().get("nonce")));

        assertThat(flow.comeBack("made-up").status()).isEqualTo(401);
        assertThat(Client.of(ledger)
                        .get("/auth/oidc/callback/provider?code=c&state=x")
                        .status())
                .isEqualTo(401);
        Answer away = Client.of(ledger)
                .get(
                        "/auth/oidc/login/provider?redirect=https://evil.example.org&redirect_uri=https://evil.example.org");
        assertThat(away.header("Location")).startsWith(provider.issuer()).doesNotContain("evil");
        assertThat(flow.asked()).containsKeys("code_challenge", "state", "nonce");
        Client.of(ledger).get("/auth/oidc/anything").requireStatus(404);
        Client.of(ledger).get("/auth/oidc/login/other").requireStatus(404);
        assertThat(away.header("Set-Cookie"))
                .startsWith("ledger_oidc=")
                .contains("HttpOnly")
                .doesNotContain("JSESSIONID");
    }

    @Test
    void a_silent_provider_delays_only_sign_ins() {
        String key = ledger.newUser().newKey("not a sign-in");
        List<Flow> flows = Stream.generate(OidcTest::begin).limit(AT_ONCE + 8).toList();
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor()) {
            provider.silentWhile(() -> {
                flows.forEach(flow -> browsers.submit(() ->
                        statuses.add(flow.comeBack(flow.asked().get("state")).status())));
                await().until(() -> unavailable(statuses) >= 8);
                Client.of(ledger).bearer(key).get("/oauth2/verify").requireStatus(200);
            });
        }

        assertThat(statuses).hasSize(flows.size());
        signIn("after-" + Unique.text(), token -> token);
    }

    @Test
    void one_address_cannot_keep_all_others_from_signing_in() {
        String address = Unique.ip();
        List<Flow> flows = Stream.generate(OidcTest::begin).limit(AT_ONCE).toList();
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor()) {
            provider.silentWhile(() -> {
                flows.forEach(flow -> browsers.submit(
                        () -> statuses.add(new Flow(flow.browser().from(address), flow.asked())
                                .comeBack(flow.asked().get("state"))
                                .status())));
                await().until(() -> unavailable(statuses) >= AT_ONCE - AT_ONCE / 4);
            });
        }
    }

    private static long unavailable(Collection<Integer> statuses) {
        return statuses.stream().filter(status -> status == 503).count();
    }

    @Test
    void a_sign_in_times_out_if_the_provider_is_silent() {
        Flow flow = begin();

        provider.silentWhile(() ->
                assertThat(flow.comeBack(flow.asked().get("state")).status()).isEqualTo(401));
    }

    private static Flow begin() {
        return begin(ledger);
    }

    private static Flow begin(LedgerUnderTest ledger) {
        Client browser = Client.of(ledger);
        Answer sent = browser.get("/auth/oidc/login/provider").requireStatus(302);
        String query = URI.create(sent.header("Location")).getRawQuery();
        Map<String, String> asked = Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return new Flow(browser.with("Cookie", sent.header("Set-Cookie").split(";")[0]), asked);
    }

    private static Client signIn(String subject, Function<JwtBuilder, JwtBuilder> claims) {
        Flow flow = begin();
        provider.next(claims.apply(provider.idToken(subject, flow.asked().get("nonce"))));
        Answer back = flow.comeBack(flow.asked().get("state")).requireStatus(302);
        assertThat(back.header("Location")).endsWith("/").doesNotContain("swagger");
        String csrf = back.cookies().get("ledger_csrf");
        return Client.of(ledger)
                .with("Cookie", "ledger_session=" + back.cookies().get("ledger_session") + "; ledger_csrf=" + csrf)
                .with("X-CSRF-Token", csrf);
    }
}
