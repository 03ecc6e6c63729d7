package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A use records the request that the proxy describes, whatever headers the client sends. */
class ForwardAuthTest {
    private static final LedgerUnderTest BEHIND_NGINX =
            LedgerUnderTest.start(Map.of("ledger.http.forward-auth-proxy", "nginx"));

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @AfterAll
    static void stop() {
        BEHIND_NGINX.close();
    }

    @Test
    void without_the_setting_one_description_is_recorded_and_two_are_rejected() {
        Client user = ledger.newUser();
        Answer created = user.createKey("k");
        String id = created.text("id");
        String key = created.text("key");
        Client traefik = Client.of(ledger)
                .bearer(key)
                .with("X-Forwarded-Method", "DELETE")
                .with("X-Forwarded-Host", "prod.example")
                .with("X-Forwarded-Uri", "/production/database");

        Answer lie = traefik.with("X-Original-URI", "/public/readme").get("/oauth2/verify");
        assertThat(lie.requireStatus(400).body()).contains("X-Original-URI", "X-Forwarded-Method");
        traefik.get("/oauth2/verify").requireStatus(200);

        assertThat(targets(user, id)).containsExactly("DELETE prod.example/production/database");
    }

    @Test
    void with_the_setting_only_the_headers_of_that_proxy_count() {
        Client user = BEHIND_NGINX.newUser();
        Answer created = user.createKey("k");
        String id = created.text("id");
        Client holder = Client.of(BEHIND_NGINX).bearer(created.text("key"));
        Client nginx = holder.with("X-Original-Method", "PUT")
                .with("X-Original-Host", "prod.example")
                .with("X-Original-URI", "/production/database?q=1");

        nginx.with("X-Forwarded-Uri", "/public/readme").get("/oauth2/verify").requireStatus(400);
        holder.with("X-Forwarded-Uri", "/public/readme").get("/oauth2/verify").requireStatus(400);
        holder.with("X-Original-URI", "/public/readme").get("/oauth2/verify").requireStatus(400);
        holder.get("/oauth2/verify/public/readme").requireStatus(400);
        nginx.with("X-Forwarded-Host", "bank.example").get("/oauth2/verify").requireStatus(200);

        assertThat(targets(user, id)).containsExactly("PUT prod.example/production/database");
    }

    @Test
    void every_method_and_every_path_below_is_answered_as_get_is() {
        Client user = ledger.newUser();
        Answer created = user.createKey("k");
        String id = created.text("id");
        Client envoy = Client.of(ledger).bearer(created.text("key"));
        String account = envoy.get("/oauth2/verify").requireStatus(200).header("X-Auth-Account");

        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
            for (String path :
                    List.of("/oauth2/verify", "/oauth2/verify/", "/oauth2/verify/a;v=1/users/me?access_token=x")) {
                Client page = envoy.with("Origin", "https://app.example").with("Access-Control-Request-Method", "GET");
                Answer answer = page.send(page.request(path).method(method, BodyPublishers.noBody()));
                assertThat(answer.status()).as(method + " " + path).isEqualTo(200);
                assertThat(answer.header("X-Auth-Account")).isEqualTo(account);
                assertThat(answer.response().body()).isEmpty();
                Answer stranger =
                        Client.of(ledger).send(Client.of(ledger).request(path).method(method, BodyPublishers.noBody()));
                assertThat(stranger.status()).as(method + " " + path).isEqualTo(401);
            }
        }
        assertThat(targets(user, id))
                .contains(
                        "PROPFIND 127.0.0.1:" + ledger.port() + "/",
                        "DELETE 127.0.0.1:" + ledger.port() + "/a;v=1/users/me");
    }

    @Test
    void a_header_about_a_body_that_the_proxy_kept_does_not_matter() {
        Client user = ledger.newUser();

        Client.of(ledger)
                .bearer(user.newKey("k"))
                .with("Content-Encoding", "gzip")
                .get("/oauth2/verify")
                .requireStatus(200);
    }

    /** All of 127.0.0.0/8 is this machine; only 127.0.0.1 is a trusted proxy. */
    @Test
    void headers_of_a_peer_that_is_no_trusted_proxy_are_not_recorded() throws Exception {
        Client user = ledger.newUser();
        Answer created = user.createKey("k");
        HttpRequest request = Client.of(ledger)
                .bearer(created.text("key"))
                .with("X-Original-Method", "DELETE")
                .with("X-Original-URI", "/production/database")
                .request("/oauth2/verify")
                .build();

        try (HttpClient elsewhere = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.2"))
                .build()) {
            assertThat(elsewhere.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }

        assertThat(targets(user, created.text("id"))).containsExactly("");
    }

    @Test
    void all_headers_are_always_present() {
        Client user = ledger.newUser();
        String key = user.newKey("k");
        List<String> names = List.of(
                "X-Auth-Account",
                "X-Auth-Username",
                "X-Auth-Email",
                "X-Auth-Kind",
                "X-Auth-Via",
                "X-Auth-Key-Id",
                "X-Auth-Organizations",
                "X-Auth-Roles",
                "X-Auth-Expires-At",
                "X-Auth-Key-Expires-At");

        for (Client caller : List.of(user, Client.of(ledger).bearer(key), ledger.admin())) {
            Answer answer = caller.get("/oauth2/verify").requireStatus(200);
            assertThat(answer.response().headers().map()).containsKeys(names.toArray(String[]::new));
        }
        TestOrganization acme = TestOrganization.of(ledger);
        Answer admin = acme.admin().get("/oauth2/verify").requireStatus(200);
        assertThat(admin.header("X-Auth-Organizations")).isEqualTo(acme.id());
        assertThat(admin.header("X-Auth-Roles")).isEqualTo(acme.id() + ":organization_admin");
        assertThat(admin.header("X-Auth-Expires-At")).matches("[0-9-]+T[0-9:.]+Z");
        assertThat(ledger.admin().get("/oauth2/verify").header("X-Auth-Roles")).contains("superuser");
    }

    @Test
    void the_end_of_a_key_is_known_for_each_of_its_values_and_api_tokens() {
        Client user = ledger.newUser();
        Answer created = user.post("/users/me/api_keys", Map.of("name", "k", "expires_in_minutes", 600));
        Client script = Client.of(ledger).bearer(created.text("key"));
        String apiToken = Client.of(ledger)
                .form("/auth/login", Map.of("password", created.text("key")))
                .text("access_token");

        for (String path : List.of("/users/me", "/oauth2/verify")) {
            assertThat(script.get(path).header("X-Auth-Key-Expires-At")).isEqualTo(created.text("expires_at"));
            assertThat(Client.of(ledger).bearer(apiToken).get(path).header("X-Auth-Key-Expires-At"))
                    .isEqualTo(created.text("expires_at"));
            assertThat(user.get(path).header("X-Auth-Key-Expires-At")).isEmpty();
        }
        Answer rotated = user.post("/users/me/api_keys/k/rotate", Map.of("retain_period_minutes", 60));
        assertThat(script.get("/users/me").header("X-Auth-Key-Expires-At"))
                .isEqualTo(rotated.text("previous_key_valid_until"));
    }

    @Test
    void a_proxy_can_require_a_workspace_an_organization_or_a_role() {
        TestOrganization acme = TestOrganization.of(ledger);
        TestOrganization beta = TestOrganization.of(ledger);
        String workspace = acme.workspace(true);
        Client outsider = ledger.newUser();
        Client assigned = acme.keyOf(acme.serviceAccount());
        String inWorkspace = "?workspace=" + workspace;
        String inOrganization = "?organization=" + acme.id();

        for (Client allowed : List.of(acme.admin(), acme.member())) {
            allowed.get("/oauth2/verify" + inWorkspace).requireStatus(200);
            allowed.get("/oauth2/verify" + inOrganization).requireStatus(200);
            allowed.get("/oauth2/verify" + inOrganization + "&role=organization_member")
                    .requireStatus(200);
        }
        acme.admin().get("/oauth2/verify?role=organization_auditor").requireStatus(200);
        acme.admin()
                .get("/oauth2/verify" + inWorkspace + "&role=workspace_editor")
                .requireStatus(200);
        acme.member()
                .get("/oauth2/verify" + inOrganization + "&role=organization_admin")
                .requireStatus(403);
        acme.member().get("/oauth2/verify?role=superuser").requireStatus(403);
        ledger.admin().get("/oauth2/verify?role=superuser").requireStatus(200);
        for (String requirement : List.of(inWorkspace, inOrganization, "?workspace=nowhere")) {
            outsider.get("/oauth2/verify" + requirement).requireStatus(403);
        }
        assigned.get("/oauth2/verify" + inOrganization).requireStatus(200);
        assigned.get("/oauth2/verify" + inWorkspace).requireStatus(403);
        acme.put(beta.admin(), "organization_member").requireStatus(200);
        beta.admin()
                .get("/oauth2/verify" + inWorkspace + "&role=organization_member")
                .requireStatus(200);
        beta.admin()
                .get("/oauth2/verify" + inWorkspace + "&role=organization_admin")
                .requireStatus(403);
        beta.admin().get("/oauth2/verify?role=organization_admin").requireStatus(200);
        for (String malformed : List.of(
                "?role=king",
                "?organization=acme",
                "?workspace=",
                "?role=auditor&role=auditor",
                "?role=workspace_viewer",
                "?workspaces=" + workspace)) {
            ledger.admin().get("/oauth2/verify" + malformed).requireStatus(400);
        }
        for (String below :
                List.of("/app", "//", "/")) { // by a wrong path of the proxy, or the query of Envoy's client
            outsider.get("/oauth2/verify" + below + "?role=superuser").requireStatus(400);
        }
        outsider.get("/oauth2/verify/app?page=2").requireStatus(200);
        Client.of(ledger).get("/oauth2/verify" + inWorkspace).requireStatus(401);
    }

    @Test
    void a_requirement_that_is_not_met_is_recorded_as_a_refusal() {
        Client user = ledger.newUser();
        Answer created = user.createKey("k");

        Client.of(ledger)
                .bearer(created.text("key"))
                .get("/oauth2/verify?role=superuser")
                .requireStatus(403);

        assertThat(Timelines.of(user, created.text("id"))
                        .valueStream()
                        .map(row -> row.get("action").asString() + " "
                                + row.get("reason").asString("")))
                .contains("token.use_refused no_access");
    }

    /** Clients sign in again only after 401, so what the ledger issued never gets 429. */
    @Test
    void past_the_limit_of_guesses_credentials_that_the_ledger_issued_still_get_401() {
        Client user = ledger.newUser();
        Answer created = user.createKey("k");
        String apiToken = Client.of(ledger)
                .form("/auth/login", Map.of("password", created.text("key")))
                .text("access_token");
        Client network = Client.of(ledger);
        user.patch("/users/me/api_keys/k", Map.of("active", false)).requireStatus(200);

        int[] guesses = new int[30];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = network.bearer("wrong-" + i).get("/oauth2/verify").status();
        }

        assertThat(guesses).startsWith(401).endsWith(429);
        network.bearer(created.text("key")).get("/oauth2/verify").requireStatus(401);
        network.bearer(apiToken).get("/oauth2/verify").requireStatus(401);
        network.get("/oauth2/verify").requireStatus(401);
        network.bearer(user.newKey("good")).get("/oauth2/verify").requireStatus(200);
    }

    private static List<String> targets(Client reader, String tokenId) {
        return Timelines.of(reader, tokenId)
                .valueStream()
                .filter(row -> row.get("action").asString().equals("token.used"))
                .map(row -> row.at("/data/target").asString(""))
                .distinct()
                .toList();
    }
}
