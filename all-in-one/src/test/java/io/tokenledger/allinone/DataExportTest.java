package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An account exports everything that the ledger knows about it, and nothing that belongs to another account. */
class DataExportTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();
    private static final String EXPORT = "/users/me/data_export";
    private static final String ADDRESS_OF_ADMIN = "203.0.113.77";

    private final Client user = LEDGER.newUser().from("192.0.2.44").with("User-Agent", "agent of the user");
    private final String account = user.id();

    @Test
    void it_contains_all_events_about_the_account_and_by_it_in_clear_and_in_order() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        acme.put(user, "organization_admin");
        Answer key = user.createKey("nightly");
        Client.of(LEDGER)
                .bearer(key.text("key"))
                .from("192.0.2.45")
                .get("/users/me")
                .requireStatus(200);
        String robot = acme.serviceAccount();
        user.post(acme.path() + "/service_accounts/" + robot + "/api_keys", Map.of("name", "of the robot"))
                .requireStatus(201);

        List<JsonNode> entries = lines(complete(user));

        assertThat(entries.stream().map(entry -> entry.get("position").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(entries).allMatch(entry -> isOf(entry, account));
        assertThat(actions(entries))
                .contains(
                        "account.registered",
                        "account.signed_in",
                        "organization.member_added",
                        "token.created",
                        "token.used");
        assertThat(entries.toString())
                .contains("192.0.2.44", "192.0.2.45", "agent of the user", user.username(), "nightly", "of the robot");
        assertThat(entries.toString()).doesNotContain(key.text("key"));
    }

    @Test
    void it_has_the_lines_of_the_exports_of_the_trail_that_the_account_may_make_today() {
        user.createKey("nightly");
        LEDGER.admin()
                .from(ADDRESS_OF_ADMIN)
                .patch("/users/" + account, Map.of("name", "Renamed"))
                .requireStatus(200);
        long head = LEDGER.head();

        Answer export = complete(user);

        TreeSet<String> expected = new TreeSet<>();
        for (String filter : List.of("owner=", "actor=")) {
            expected.addAll(text(user.get("/ledger/audit/export?until=" + head + "&" + filter + account)));
        }
        assertThat(text(export).stream().filter(line -> position(line) <= head))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(export.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(export.header("Content-Disposition")).contains("data-export.ndjson");
        assertThat(Long.parseLong(export.header("X-Ledger-Position"))).isGreaterThanOrEqualTo(head);
    }

    @Test
    void it_shows_no_address_of_another_account_not_even_to_a_superuser() {
        LEDGER.admin()
                .from(ADDRESS_OF_ADMIN)
                .patch("/users/" + account, Map.of("roles", List.of("superuser")))
                .requireStatus(200);
        Client other = LEDGER.newUser();
        other.createKey("of another account");
        assertThat(user.get("/ledger/audit?owner=" + account).body()).contains(ADDRESS_OF_ADMIN);

        List<JsonNode> entries = lines(complete(user));

        assertThat(actions(entries)).contains("account.roles_changed");
        assertThat(entries).allMatch(entry -> isOf(entry, account));
        assertThat(entries.toString()).doesNotContain(ADDRESS_OF_ADMIN, other.username(), "of another account");
        LEDGER.admin()
                .patch("/users/" + account, Map.of("roles", List.of()))
                .requireStatus(200); // others test the last
    }

    @Test
    void it_is_recorded_first_and_continues_after_a_position() {
        List<JsonNode> first = lines(complete(user));
        long last = first.getLast().get("position").asLong();

        LEDGER.admin().patch("/users/" + account, Map.of("name", "Renamed")).requireStatus(200);
        complete(user);

        List<JsonNode> rest = lines(user.get(EXPORT + "?after=" + last).requireStatus(200));

        assertThat(actions(rest)).contains("account.described", "ledger.exported");
        assertThat(rest).allMatch(entry -> entry.get("position").asLong() > last);
        await().untilAsserted(() -> assertThat(
                        lines(user.get("/ledger/audit/export?action=ledger.exported&actor=" + account)).stream()
                                .map(entry -> entry.at("/data/filters/about").asString("")))
                .contains(account));
        Client.of(LEDGER).get(EXPORT).requireStatus(401);
    }

    @Test
    void an_api_key_exports_the_data_of_its_account() {
        Client byKey = Client.of(LEDGER).bearer(user.newKey("exporter"));

        assertThat(lines(byKey.get(EXPORT).requireStatus(200))).isNotEmpty().allMatch(entry -> isOf(entry, account));
    }

    /** An export that contains all events before it. */
    private static Answer complete(Client caller) {
        long head = LEDGER.head();
        return await().until(
                        () -> caller.get(EXPORT).requireStatus(200),
                        export -> Long.parseLong(export.header("X-Ledger-Position")) >= head);
    }

    private static boolean isOf(JsonNode entry, String account) {
        return account.equals(entry.path("owner_id").asString(""))
                || account.equals(entry.at("/actor/account_id").asString(""));
    }

    private static List<String> actions(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.get("action").asString()).toList();
    }

    private static long position(String line) {
        return JsonMapper.shared().readTree(line).get("position").asLong();
    }

    private static List<JsonNode> lines(Answer answer) {
        return text(answer).stream().map(JsonMapper.shared()::readTree).toList();
    }

    private static List<String> text(Answer answer) {
        return Stream.of(
                        Objects.requireNonNull(answer.requireStatus(200).body()).split("\n"))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
