package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Readers of an organization never see a user's activity before it joined or after it left: in no column, filter, count
 * or report (decision 0010). The user and a superuser still see it.
 */
class PrivateHistoryTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String BEFORE = "198.18.0.0/16";
    private static final String DURING = "198.51.100.7";
    private static final String AFTER = "203.0.113.9";
    private static final String AGENT = "agent-before";
    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";

    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final Client user = LEDGER.newUser().from("198.18.1.1").with("User-Agent", AGENT);
    private final String owner = user.id();
    private final String start = LEDGER.clock().instant().toString();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void what_an_account_did_before_and_after_its_membership_is_not_shown_to_the_organization() {
        Answer made = user.createKey("laptop");
        String id = made.text("id");
        Answer asleep = user.createKey("asleep");
        Client sleeper = holder(asleep);
        sleeper.get("/oauth2/verify").requireStatus(200);
        travel(Duration.ofDays(31));
        Client holder = holder(made);
        for (int i = 1; i < 8; i++) {
            holder.from("198.18." + i + ".1").get("/oauth2/verify").requireStatus(200);
        }
        Client.of(LEDGER)
                .from("198.18.1.1")
                .with("User-Agent", AGENT)
                .form("/auth/login", Map.of("password", made.text("key")))
                .requireStatus(200);
        Client dead = holder(user.again().createKey("dead"));
        user.again().delete("/users/me/api_keys/dead").requireStatus(200);
        dead.get("/oauth2/verify").requireStatus(401);
        travel(Duration.ofDays(2));
        for (int i = 0; i < 3; i++) { // repeats are recorded when their window closes, after the user joined
            holder.from("198.18.1.1").get("/oauth2/verify").requireStatus(200);
            dead.get("/oauth2/verify").requireStatus(401);
        }
        join();
        travel(Duration.ofSeconds(61));
        await().until(() -> recorded("\"count\":2") >= 2);
        caughtUp();

        requireNothingOf(BEFORE, "198.18.", id);
        JsonNode key = admin().get("/ledger/tokens/" + id).requireStatus(200).json();
        assertThat(key.get("last_used_at").isNull()).isTrue();
        assertThat(key.get("last_used_agent").isNull()).isTrue();
        assertThat(names("?never_used=true&owner=" + owner)).contains("laptop");
        assertThat(names("?last_used_after=" + start)).isEmpty();
        assertThat(names("?many_networks=true")).isEmpty();
        assertThat(finding(admin(), "used_from_many_networks")).isZero();
        assertThat(finding(admin(), "refused_uses_rising")).isZero();
        assertThat(finding(admin(), "never_used")).isEqualTo(2);
        assertThat(admin().get(acme.path() + "/token_policy/impact?max_idle_days=1")
                        .requireStatus(200)
                        .json()
                        .get("total")
                        .asLong())
                .isZero();
        assertThat(admin().get("/ledger/tokens/" + id + "?as_of=" + LEDGER.head())
                        .json()
                        .get("explained_by"))
                .isEmpty();
        requireSeen(user.with("User-Agent", "agent-during").again(), id);
        requireSeen(LEDGER.admin(), id);
        assertThat(finding(LEDGER.admin(), "used_from_many_networks")).isPositive();

        sleeper.from(DURING)
                .with("User-Agent", "agent-during")
                .get("/oauth2/verify")
                .requireStatus(200);
        holder.from(DURING)
                .with("User-Agent", "agent-during")
                .get("/oauth2/verify")
                .requireStatus(200);
        caughtUp();
        assertThat(admin().get("/ledger/tokens/" + id).text("last_used_ip")).isEqualTo(DURING);
        assertThat(names("?used_from=" + DURING)).containsExactlyInAnyOrder("laptop", "asleep");
        assertThat(kinds(LEDGER.admin())).contains("dormant_key_wakes");
        assertThat(kinds(admin())).contains("first_seen_network").doesNotContain("dormant_key_wakes", "many_networks");

        leave();
        holder.from(AFTER).get("/oauth2/verify").requireStatus(200);
        caughtUp();
        admin().get("/ledger/tokens/" + id).requireStatus(404);
        assertThat(admin().get("/ledger/audit?owner=" + owner).body())
                .contains(DURING)
                .doesNotContain(AFTER);
        join();
        caughtUp();
        requireNothingOf(AFTER, AFTER, id);
        assertThat(admin().get("/ledger/tokens/" + id).text("last_used_ip")).isEqualTo(DURING);
        assertThat(LEDGER.admin().get("/ledger/tokens/" + id).text("last_used_ip"))
                .isEqualTo(AFTER);
    }

    /** Checks every read by the organization's administrator that could reveal a network. */
    private void requireNothingOf(String network, String text, String id) {
        String ofOwner = "owner=" + owner;
        for (String path : List.of(
                "/ledger/tokens",
                "/ledger/tokens?sort=-last_used_at",
                "/ledger/tokens?as_of=" + LEDGER.head(),
                "/ledger/tokens/" + id,
                "/ledger/tokens/" + id + "?as_of=" + LEDGER.head(),
                "/ledger/tokens/" + id + "/timeline",
                "/ledger/tokens/" + id + "/usage",
                "/ledger/audit?" + ofOwner,
                "/ledger/audit?token=" + id,
                "/ledger/audit/summary?" + ofOwner + "&interval=day&from=" + start,
                "/ledger/audit/export?" + ofOwner,
                "/ledger/audit/export?format=csv&" + ofOwner,
                "/ledger/audit/export?format=cef&" + ofOwner,
                "/ledger/audit/export?format=ocsf&" + ofOwner,
                "/ledger/signals?" + ofOwner,
                "/ledger/signals?token=" + id,
                "/ledger/signals/by_key?" + ofOwner,
                "/ledger/signals/summary?" + ofOwner,
                "/ledger/posture",
                acme.path() + "/members",
                acme.path() + "/assignments")) {
            assertThat(admin().get(path).requireStatus(200).body()).as(path).doesNotContain(text, AGENT);
        }
        assertThat(admin().get("/users/me/data_export")
                        .requireStatus(200)
                        .body()
                        .lines()
                        .filter(line ->
                                !line.contains("\"action\":\"ledger."))) // reads record the filters of the reader
                .noneMatch(line -> line.contains(text) || line.contains(AGENT));
        for (String filter : List.of(
                "/ledger/tokens?used_from=" + network,
                "/ledger/tokens?created_from=" + network,
                "/ledger/tokens?as_of=" + LEDGER.head() + "&used_from=" + network,
                "/ledger/audit?ip=" + network,
                "/ledger/audit?" + ofOwner + "&user_agent=" + AGENT,
                "/ledger/audit?" + ofOwner + "&q=" + AGENT)) {
            assertThat(admin().get(filter).requireStatus(200).json().get("items"))
                    .as(filter)
                    .isEmpty();
        }
        assertThat(admin().get("/ledger/audit/summary?ip=" + network + "&interval=day&from=" + start)
                        .requireStatus(200)
                        .json()
                        .get("actions"))
                .isEmpty();
        for (Map<String, String> subject :
                List.of(Map.of("owner", owner), Map.of("token", id), Map.of("ip", network))) {
            Map<String, String> body = new HashMap<>(subject);
            body.put("from", start);
            JsonNode report = admin().post("/ledger/exposure_reports", body)
                    .requireStatus(200)
                    .json();
            if (!subject.containsKey("ip")) {
                assertThat(report.toString()).doesNotContain(text, AGENT);
            } else {
                assertThat(report.get("accepted_uses")).isEmpty();
                assertThat(report.get("refused_uses")).isEmpty();
                assertThat(report.get("family")).isEmpty();
            }
        }
        Map<String, Object> policy = Map.of(
                "organization", acme.id(), "from", start, "policy", Map.of("creation", "allowed", "max_idle_days", 1));
        assertThat(admin().post("/ledger/policy_simulations", policy)
                        .requireStatus(200)
                        .json()
                        .get("uses_affected")
                        .asLong())
                .isZero();
        assertThat(admin().post(DEACTIVATIONS, Map.of("filter", Map.of("used_from", network), "dry_run", true))
                        .requireStatus(200)
                        .json()
                        .get("matched")
                        .asLong())
                .isZero();
    }

    private void requireSeen(Client reader, String id) {
        assertThat(reader.get("/ledger/tokens/" + id).requireStatus(200).text("last_used_ip"))
                .startsWith("198.18.");
        for (String path : List.of(
                "/ledger/tokens?owner=" + owner + "&used_from=" + BEFORE,
                "/ledger/tokens?owner=" + owner + "&created_from=" + BEFORE,
                "/ledger/tokens?owner=" + owner + "&many_networks=true",
                "/ledger/audit?owner=" + owner + "&ip=" + BEFORE,
                "/ledger/signals?kind=many_networks&owner=" + owner,
                "/ledger/signals/by_key?kind=many_networks&owner=" + owner)) {
            assertThat(reader.get(path).requireStatus(200).json().get("items"))
                    .as(path)
                    .isNotEmpty();
        }
    }

    private Client holder(Answer key) {
        return Client.of(LEDGER).from("198.18.1.1").with("User-Agent", AGENT).bearer(key.text("key"));
    }

    private void join() {
        admin().put(acme.path() + "/members/" + owner, Map.of("role", "organization_member"))
                .requireStatus(200);
    }

    private void leave() {
        admin().delete(acme.path() + "/members/" + owner).requireStatus(200);
    }

    /** The administrator in a new session, since the clock moves. */
    private Client admin() {
        return acme.admin().again();
    }

    private List<String> names(String filter) {
        return admin().get("/ledger/tokens" + filter)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("name").asString())
                .toList();
    }

    private List<String> kinds(Client reader) {
        return reader.get("/ledger/signals?owner=" + owner)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("kind").asString())
                .toList();
    }

    private static long finding(Client reader, String name) {
        return reader.get("/ledger/posture")
                .requireStatus(200)
                .json()
                .get("findings")
                .valueStream()
                .filter(finding -> finding.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("count")
                .asLong();
    }

    private static void travel(Duration time) {
        LEDGER.clock().travel(time);
    }

    private static long recorded(String text) {
        return LEDGER.events().stream()
                .filter(event -> event.payload().toString().contains(text))
                .count();
    }

    private static void caughtUp() {
        long head = LEDGER.head();
        ProjectionLag gauge = LEDGER.bean(ProjectionLag.class);
        await().until(() -> gauge.of(EnumSet.allOf(ProjectionName.class)).position() >= head);
    }
}
