package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LoadedHistory;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.historygenerator.PlantedIncident;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The report on a planted incident contains exactly the findings that the generator recorded. */
class ExposureTest {
    private static final LoadedHistory HISTORY = LoadedHistory.shared();
    private static final PlantedIncident INCIDENT = HISTORY.incident();

    private static JsonNode report(Map<String, ?> subject) {
        return HISTORY.ledger()
                .admin()
                .post("/ledger/exposure_reports", subject)
                .requireStatus(200)
                .json();
    }

    private static Map<String, Object> leaked() {
        return Map.of(
                "token", INCIDENT.tokenId().toString(),
                "from", INCIDENT.from().toString(),
                "to", INCIDENT.to().toString());
    }

    @Test
    void it_lists_every_accepted_and_refused_use() {
        JsonNode report = report(leaked());

        assertThat(all(
                        report,
                        "accepted_uses",
                        use -> new PlantedIncident.Accepted(
                                uuid(use, "id"),
                                instant(use, "first"),
                                instant(use, "last"),
                                use.get("count").asLong(),
                                address(use.get("ip").asString()),
                                text(use, "user_agent"),
                                Channel.valueOf(use.get("channel").asString().toUpperCase(Locale.ROOT)),
                                text(use, "jti"))))
                .containsExactlyElementsOf(INCIDENT.accepted().stream()
                        .map(use -> new PlantedIncident.Accepted(
                                use.eventId(),
                                use.first(),
                                use.last(),
                                use.count(),
                                address(use.ip()),
                                use.userAgent(),
                                use.channel(),
                                use.jti()))
                        .toList());
        assertThat(all(
                        report,
                        "refused_uses",
                        use -> uuid(use, "id") + " " + use.get("reason").asString() + " " + use.get("count")))
                .containsExactlyElementsOf(INCIDENT.refused().stream()
                        .map(refused ->
                                refused.eventId() + " " + refused.reason().wire() + " " + refused.count())
                        .toList());
    }

    @Test
    void it_lists_every_api_token_and_until_when_the_last_can_live() {
        JsonNode report = report(leaked());

        assertThat(all(
                        report,
                        "api_tokens",
                        token -> new PlantedIncident.Minted(
                                uuid(token, "event_id"),
                                token.get("jti").asString(),
                                token.get("audience").asString(),
                                instant(token, "issued_at"),
                                instant(token, "expires_at"))))
                .containsExactlyElementsOf(INCIDENT.minted());
        assertThat(instant(report, "last_credential_dies_at")).isEqualTo(INCIDENT.lastCredentialDiesAt());
    }

    @Test
    void it_tells_old_networks_and_agents_from_new_ones() {
        JsonNode report = report(leaked());

        Function<JsonNode, PlantedIncident.FirstAppearance> sighting = seen -> new PlantedIncident.FirstAppearance(
                seen.get("what").asString(),
                instant(seen, "first_seen"),
                seen.get("is_new").asBoolean());
        assertThat(all(report, "networks", sighting)).containsExactlyInAnyOrderElementsOf(INCIDENT.networks());
        assertThat(all(report, "agents", sighting)).containsExactlyInAnyOrderElementsOf(INCIDENT.agents());
        assertThat(INCIDENT.networks())
                .anyMatch(PlantedIncident.FirstAppearance::isNew)
                .anyMatch(seen -> !seen.isNew());
    }

    @Test
    void it_names_children_and_theirs_siblings_and_reach() {
        JsonNode report = report(leaked());

        assertThat(report.get("family")
                        .valueStream()
                        .filter(member -> member.get("depth").asInt() > 0)
                        .map(child -> new PlantedIncident.Child(
                                uuid(child, "id"),
                                uuid(child, "created_by_key"),
                                child.get("depth").asInt(),
                                instant(child, "created_at"))))
                .containsExactlyInAnyOrderElementsOf(INCIDENT.children());
        assertThat(all(report, "siblings", key -> uuid(key, "id")))
                .containsExactlyInAnyOrderElementsOf(INCIDENT.siblings());
        assertThat(all(report.get("reach"), "organizations", place -> uuid(place, "id")))
                .containsExactlyInAnyOrderElementsOf(INCIDENT.organizations());
        assertThat(all(report.get("reach"), "workspaces", place -> uuid(place, "id")))
                .containsExactlyInAnyOrderElementsOf(INCIDENT.workspaces());
    }

    @Test
    void its_verdict_and_its_changes_are_those_of_the_incident() {
        JsonNode report = report(leaked());
        JsonNode verdict = report.get("verdict");

        assertThat(verdict.get("works").asBoolean()).isFalse();
        assertThat(verdict.get("refused_because").asString()).isEqualTo("deactivated");
        assertThat(instant(verdict, "ended_at")).isEqualTo(INCIDENT.deactivatedAt());
        assertThat(verdict.get("keys").asInt())
                .isEqualTo(1 + INCIDENT.children().size());
        assertThat(verdict.get("working_keys").asLong())
                .isEqualTo(HISTORY.ledger()
                        .admin()
                        .get("/ledger/tokens?works=true&limit=500&descendant_of=" + INCIDENT.tokenId())
                        .requireStatus(200)
                        .json()
                        .get("items")
                        .valueStream()
                        .count());
        assertThat(all(report, "changes", change -> instant(change, "time")))
                .containsExactlyElementsOf(INCIDENT.changes().stream()
                        .map(PlantedIncident.Change::at)
                        .toList());
        assertThat(INCIDENT.changes()).isNotEmpty();
        assertThat(HISTORY.ledger()
                        .admin()
                        .get("/ledger/audit?changes_only=true&order=asc&limit=500&family_of=" + INCIDENT.tokenId()
                                + "&from=" + INCIDENT.from() + "&to=" + INCIDENT.to())
                        .requireStatus(200)
                        .json()
                        .get("items")
                        .valueStream()
                        .map(row -> uuid(row, "id")))
                .containsAll(INCIDENT.changes().stream()
                        .map(PlantedIncident.Change::eventId)
                        .toList());
    }

    @Test
    void every_secret_of_the_key_is_found_by_its_digest() {
        List<String> digests =
                INCIDENT.secrets().stream().map(PlantedIncident.Secret::digest).toList();

        JsonNode found = HISTORY.ledger()
                .admin()
                .post("/ledger/tokens/lookups", Map.of("digests", digests))
                .requireStatus(200)
                .json()
                .get("results");

        assertThat(digests).isNotEmpty();
        assertThat(found.valueStream()
                        .map(one -> one.get("generation").asInt() + " " + uuid(one, "token_id") + " "
                                + instant(one, "worked_from")))
                .containsExactlyElementsOf(INCIDENT.secrets().stream()
                        .map(secret -> secret.generation() + " " + INCIDENT.tokenId() + " " + secret.from())
                        .toList());
        assertThat(found.valueStream().map(one -> one.get("works").asBoolean())).containsOnly(false);
    }

    @Test
    void it_names_what_the_ledger_cannot_know_with_the_exact_windows() {
        JsonNode report = report(leaked());

        List<String> windows = all(report, "unknown", gap -> instant(gap, "from") + " " + instant(gap, "to"));
        assertThat(windows)
                .containsAll(INCIDENT.coalesced().stream()
                        .map(counted -> counted.first() + " " + counted.last())
                        .toList());
        assertThat(windows)
                .containsAll(INCIDENT.minted().stream()
                        .filter(minted -> INCIDENT.workspaces().stream()
                                .anyMatch(id -> id.toString().equals(minted.audience())))
                        .map(minted -> minted.issuedAt() + " " + minted.expiresAt())
                        .toList());
        assertThat(report.get("complete").asBoolean()).isTrue();
    }

    @Test
    void an_address_of_the_stranger_leads_to_the_key_and_the_account() {
        String stranger = INCIDENT.attackerAddresses().getFirst();
        JsonNode report = report(Map.of(
                "ip",
                stranger,
                "from",
                INCIDENT.from().toString(),
                "to",
                INCIDENT.to().toString()));

        List<UUID> ofStranger = INCIDENT.accepted().stream()
                .filter(use -> use.ip().equals(stranger))
                .map(PlantedIncident.Accepted::eventId)
                .toList();
        assertThat(all(report, "accepted_uses", use -> uuid(use, "id"))).containsAll(ofStranger);
        assertThat(all(report, "accepted_uses", use -> use.get("ip").asString()))
                .containsOnly(stranger);
        assertThat(all(report, "accepted_uses", use -> uuid(use, "owner_id"))).containsOnly(INCIDENT.ownerId());
        assertThat(all(report, "networks", network -> network.get("is_new").asBoolean()))
                .containsOnly(true);
    }

    @Test
    void one_api_token_has_its_exchange_and_its_uses_and_an_account_has_all_of_its_keys() {
        String jti = INCIDENT.accepted().stream()
                .map(PlantedIncident.Accepted::jti)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        Map<String, String> window =
                Map.of("from", INCIDENT.from().toString(), "to", INCIDENT.to().toString());
        JsonNode ofToken = report(with(window, "api_token", jti));
        JsonNode ofOwner = report(with(window, "owner", INCIDENT.ownerId().toString()));

        assertThat(all(ofToken, "api_tokens", token -> token.get("jti").asString()))
                .contains(jti);
        assertThat(all(ofToken, "accepted_uses", use -> text(use, "jti"))).contains(jti);
        assertThat(all(ofOwner, "accepted_uses", use -> uuid(use, "id")))
                .containsAll(INCIDENT.accepted().stream()
                        .map(PlantedIncident.Accepted::eventId)
                        .toList());
        assertThat(all(ofOwner, "siblings", key -> uuid(key, "id")))
                .contains(INCIDENT.tokenId())
                .containsAll(INCIDENT.siblings());
    }

    @Test
    void it_prints_as_one_page_without_scripts() throws IOException {
        Answer page = HISTORY.ledger()
                .admin()
                .with("Accept", "text/html")
                .post("/ledger/exposure_reports", leaked())
                .requireStatus(200);

        Files.writeString(Path.of("target/exposure.html"), page.body()); // for manual inspection
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body())
                .contains(
                        INCIDENT.tokenId().toString(),
                        INCIDENT.lastCredentialDiesAt()
                                .toString()
                                .replace('T', ' ')
                                .replace("Z", ""))
                .doesNotContain("<script")
                .doesNotContain("{{");
        assertThat(INCIDENT.children())
                .allMatch(child -> page.body().contains(child.tokenId().toString()));
    }

    @Test
    void who_may_not_see_the_key_sees_nothing_of_it() {
        Client stranger = HISTORY.ledger().newUser();
        Map<String, String> window = Map.of("from", INCIDENT.from().toString());

        stranger.post("/ledger/exposure_reports", leaked()).requireStatus(404);
        stranger.post(
                        "/ledger/exposure_reports",
                        with(window, "owner", INCIDENT.ownerId().toString()))
                .requireStatus(404);
        for (Map<String, String> subject : List.of(
                with(window, "ip", INCIDENT.attackerAddresses().getFirst()),
                with(window, "api_token", INCIDENT.minted().getFirst().jti()))) {
            JsonNode report = stranger.post("/ledger/exposure_reports", subject)
                    .requireStatus(200)
                    .json();
            for (String list : List.of(
                    "accepted_uses",
                    "refused_uses",
                    "api_tokens",
                    "networks",
                    "agents",
                    "family",
                    "changes",
                    "new_origins",
                    "siblings")) {
                assertThat(report.get(list)).as(list).isEmpty();
            }
            assertThat(report.get("reach").get("workspaces")).isEmpty();
            assertThat(report.get("reach").get("organizations")).isEmpty();
        }
        assertThat(stranger.post("/ledger/exposure_reports", with(window, "owner", stranger.id()))
                        .requireStatus(200)
                        .json()
                        .get("siblings"))
                .isEmpty();
    }

    @Test
    void an_organization_sees_nothing_of_its_members_other_organizations() {
        TestOrganization acme = TestOrganization.of(HISTORY.ledger());
        TestOrganization other = TestOrganization.of(HISTORY.ledger());
        Client both = HISTORY.ledger().newUser();
        Client used = Client.of(HISTORY.ledger()).bearer(both.newKey("k"));
        used.get("/users/me").requireStatus(200);
        String hidden = other.workspace(true);
        other.put(both, "organization_member");
        acme.put(both, "organization_member");
        acme.workspace(true);
        HISTORY.awaitProjections();
        Map<String, Object> asked =
                Map.of("owner", both.id(), "from", INCIDENT.from().toString());

        Answer answer = acme.auditor().post("/ledger/exposure_reports", asked).requireStatus(200);
        assertThat(answer.body()).doesNotContain(hidden, other.id());
        assertThat(answer.json().at("/reach/organizations")).hasSize(1);
        assertThat(answer.json().at("/reach/hidden").asInt()).isEqualTo(2);
        assertThat(answer.json().get("accepted_uses"))
                .as("from before he was a member")
                .isEmpty();
        JsonNode own =
                both.post("/ledger/exposure_reports", asked).requireStatus(200).json();
        assertThat(own.at("/reach/hidden").asInt()).isZero();
        assertThat(own.at("/reach/workspaces")).hasSize(2);
        assertThat(own.get("accepted_uses")).isNotEmpty();
    }

    @Test
    void a_report_needs_one_subject_and_a_window() {
        Client admin = HISTORY.ledger().admin();
        String from = INCIDENT.from().toString();
        assertThat(admin.post("/ledger/exposure_reports", Map.of("from", from))
                        .requireStatus(422)
                        .body())
                .contains("Send exactly one of");
        admin.post("/ledger/exposure_reports", Map.of("ip", "192.0.2.1", "from", "-1000000000-01-01T00:00:00Z"))
                .requireStatus(422);
        admin.post(
                        "/ledger/exposure_reports",
                        Map.of(
                                "from",
                                from,
                                "ip",
                                "1.2.3.4",
                                "owner",
                                UUID.randomUUID().toString()))
                .requireStatus(422);
        assertThat(admin.post("/ledger/exposure_reports", Map.of("ip", "1.2.3.4"))
                        .requireStatus(422)
                        .body())
                .contains("'from' must be an instant");
        admin.post("/ledger/exposure_reports", Map.of("ip", "1.2.3.4/99", "from", from))
                .requireStatus(422);
        admin.post("/ledger/exposure_reports", Map.of("ip", "1.2.3.4", "from", from, "to", from))
                .requireStatus(422);
        assertThat(admin.post("/ledger/exposure_reports", Map.of("api_token", "eyJhbGciOi.x.y", "from", from))
                        .requireStatus(422)
                        .body())
                .contains("Never send the token itself");
    }

    private static Map<String, String> with(Map<String, String> window, String name, String value) {
        Map<String, String> more = new HashMap<>(window);
        more.put(name, value);
        return more;
    }

    private static <T> List<T> all(JsonNode node, String list, Function<JsonNode, T> as) {
        return node.get(list).valueStream().map(as).toList();
    }

    /** Normalizes the notation of IPv6. */
    private static String address(String text) {
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException noAddress) {
            throw new IllegalStateException(noAddress);
        }
    }

    private static UUID uuid(JsonNode node, String field) {
        return UUID.fromString(node.get(field).asString());
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.get(field).asString());
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).isNull() ? null : node.get(field).asString();
    }
}
