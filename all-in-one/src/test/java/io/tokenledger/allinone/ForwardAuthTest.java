package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
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

    private static List<String> targets(Client reader, String tokenId) {
        return Timelines.of(reader, tokenId)
                .valueStream()
                .filter(row -> row.get("action").asString().equals("token.used"))
                .map(row -> row.at("/data/target").asString(""))
                .distinct()
                .toList();
    }
}
