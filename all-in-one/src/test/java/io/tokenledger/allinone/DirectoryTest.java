package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Organizations, members, workspaces and service accounts over real HTTP. */
class DirectoryTest {
    private static final String UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void who_makes_an_organization_administers_it() {
        Client maker = ledger.admin();
        Answer created = maker.post("/organizations", Map.of("name", "Acme " + Unique.text(), "description", "things"))
                .requireStatus(201);
        String path = "/organizations/" + created.text("id");

        assertThat(maker.get(path).requireStatus(200).text("description")).isEqualTo("things");
        assertThat(maker.get("/users/me").json().get("organizations").toString())
                .contains(created.text("id"), "organization_admin");
        maker.patch(path, Map.of("description", "fewer things")).requireStatus(200);
        assertThat(maker.get(path).text("description")).isEqualTo("fewer things");
    }

    @Test
    void a_name_is_taken_once_whatever_its_case_and_form() {
        Client maker = ledger.admin();
        String name = "Ünique " + Unique.text();
        maker.post("/organizations", Map.of("name", name)).requireStatus(201);

        Answer taken = maker.post(
                        "/organizations",
                        Map.of("name", " " + name.toLowerCase().replace("ü", "u\u0308")))
                .requireStatus(409);
        assertThat(taken.body()).contains("EntityExistsError", "name");
        maker.post("/organizations", Map.of("name", "")).requireStatus(422);
        maker.post("/organizations", Map.of("name", "x".repeat(256))).requireStatus(422);
        maker.post("/organizations", Map.of("name", "a\u202eb")).requireStatus(422);
        maker.post("/organizations", Map.of()).requireStatus(422);
    }

    @Test
    void a_role_counts_from_the_next_request_on_and_ends_with_it() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client newcomer = ledger.newUser();
        Client byKey = Client.of(ledger).bearer(newcomer.newKey("one-key"));
        byKey.get(acme.path()).requireStatus(404);

        acme.put(newcomer, "organization_member");
        byKey.get(acme.path()).requireStatus(200);
        byKey.get(acme.path() + "/members").requireStatus(200);
        byKey.patch(acme.path(), Map.of("description", "mine")).requireStatus(403);

        acme.put(newcomer, "organization_admin");
        byKey.patch(acme.path(), Map.of("description", "mine")).requireStatus(200);

        acme.admin().delete(acme.path() + "/members/" + newcomer.id()).requireStatus(200);
        byKey.get(acme.path()).requireStatus(404);
        assertThat(acme.admin()
                        .get(acme.path() + "/members")
                        .json()
                        .get("total")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void who_comes_back_does_not_find_the_roles_of_before() {
        TestOrganization acme = TestOrganization.of(ledger);
        String workspace = acme.workspace(false);
        String member = acme.member().id();
        acme.admin()
                .put("/workspaces/" + workspace + "/assignments/" + member, Map.of("role", "workspace_admin"))
                .requireStatus(200);
        acme.member().get("/workspaces/" + workspace).requireStatus(200);

        acme.admin().delete(acme.path() + "/members/" + member).requireStatus(200);
        acme.member().get("/workspaces/" + workspace).requireStatus(404);
        Awaitility.await()
                .until(() -> ledger.jdbc()
                        .queryForList(
                                "SELECT 1 FROM query_side.assignment_listing_v1 WHERE account_id = ?::uuid", member)
                        .isEmpty());

        acme.put(acme.member(), "organization_member");
        acme.member().get("/workspaces/" + workspace).requireStatus(404);
    }

    @Test
    void nobody_makes_an_organization_to_draft_others_into() {
        ledger.newUser().post("/organizations", Map.of("name", Unique.text())).requireStatus(403);
    }

    @Test
    void who_has_a_role_on_the_ledger_is_not_drafted() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client superuser = ledger.admin();
        Map<String, String> member = Map.of("role", "organization_member");
        String draft = acme.path() + "/members/" + superuser.id();

        assertThat(acme.admin().put(draft, member).requireStatus(422).body()).contains("Only a superuser can add it");
        superuser.put(draft, member).requireStatus(200);
        acme.admin().put(draft, Map.of("role", "organization_auditor")).requireStatus(200);
        superuser.delete(draft).requireStatus(200);
    }

    @Test
    void an_administrator_adds_a_user_by_its_username() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client grace = ledger.newUser();
        String members = acme.path() + "/members";
        Map<String, String> body = Map.of("username", grace.username().toUpperCase(), "role", "organization_auditor");
        Client once = acme.admin().with("Idempotency-Key", Unique.text());

        Answer added = once.post(members + "?reason=joined", body).requireStatus(201);

        assertThat(added.text("id")).isEqualTo(grace.id());
        assertThat(added.text("username")).isEqualTo(grace.username());
        assertThat(added.text("role")).isEqualTo("organization_auditor");
        assertThat(added.header("X-Ledger-Listed")).isEqualTo("true");
        grace.get(acme.path()).requireStatus(200);
        assertThat(once.post(members + "?reason=joined", body)
                        .requireStatus(201)
                        .body())
                .isEqualTo(added.body());
        assertThat(acme.admin().post(members, body).requireStatus(409).body())
                .contains("EntityExistsError", "a member of the organization already");
        assertThat(ledger.events().stream()
                        .filter(event -> event.type().equals("organization.member_added"))
                        .filter(event -> event.payload().toString().contains(grace.id())))
                .hasSize(1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(acme.admin()
                                .get("/ledger/audit?action=organization.member_added&owner=" + grace.id())
                                .json()
                                .at("/items/0/reason")
                                .asString())
                        .isEqualTo("joined"));
    }

    @Test
    void many_unknown_usernames_are_rejected_for_the_rest_of_the_minute() {
        TestOrganization acme = TestOrganization.of(ledger);
        for (int i = 0; i < 20; i++) {
            add(acme, acme.admin(), "guess-" + i, 404);
        }

        add(acme, acme.admin(), "guess-21", 429);
        add(acme, acme.admin(), ledger.newUser().username(), 429);
        TestOrganization other = TestOrganization.of(ledger);
        add(other, other.admin(), ledger.newUser().username(), 201);
    }

    @Test
    void no_account_is_added_by_a_username_that_no_active_user_has() {
        TestOrganization acme = TestOrganization.of(ledger);
        TestOrganization other = TestOrganization.of(ledger);
        Client left = ledger.newUser();
        String leftId = left.id();
        ledger.admin().patch("/users/" + leftId, Map.of("active", false)).requireStatus(200);
        String own = username(acme, acme.serviceAccount());
        String foreign = username(other, other.serviceAccount());

        String unknown = add(acme, acme.admin(), "no-such-user", 404);
        assertThat(unknown).contains("KeyError", "no active user with this username");
        for (String username : List.of(left.username(), foreign, leftId, "\uff41dmin", "..")) {
            assertThat(add(acme, acme.admin(), username, 404)).as(username).isEqualTo(unknown);
        }
        add(acme, acme.admin(), " ", 422);
        add(acme, acme.admin(), "a\u0000", 422);
        assertThat(add(acme, acme.admin(), own, 422)).contains("A service account cannot be a member");
        assertThat(add(acme, acme.admin(), "admin", 404))
                .as("a role on the instance is worth an attack")
                .isEqualTo(unknown);
        Client grace = ledger.newUser();
        String members = acme.path() + "/members";
        acme.admin()
                .post(members, Map.of("username", grace.username(), "role", "emperor"))
                .requireStatus(422);
        acme.admin().post(members, Map.of("username", grace.username())).requireStatus(422);
        acme.admin().post(members, Map.of("role", "organization_member")).requireStatus(422);
        assertThat(acme.admin()
                        .get(acme.path() + "/members")
                        .json()
                        .get("total")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void only_administrators_of_the_organization_add_a_user_by_its_username() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client grace = ledger.newUser();

        add(acme, acme.member(), grace.username(), 403);
        add(acme, acme.auditor(), grace.username(), 403);
        String foreign = add(acme, TestOrganization.of(ledger).admin(), grace.username(), 404);
        assertThat(foreign).isEqualTo(add(acme, grace, grace.username(), 404)).contains("no such organization");
        add(acme, acme.keyOf(acme.serviceAccount()), grace.username(), 403);
        ledger.admin()
                .post(
                        "/organizations/" + UNKNOWN_ID + "/members",
                        Map.of("username", grace.username(), "role", "organization_member"))
                .requireStatus(404);
        add(acme, ledger.admin(), grace.username(), 201);
    }

    private static String add(TestOrganization organization, Client caller, String username, int status) {
        return caller.post(
                        organization.path() + "/members", Map.of("username", username, "role", "organization_member"))
                .requireStatus(status)
                .body();
    }

    private static String username(TestOrganization organization, String serviceAccount) {
        return organization
                .admin()
                .get(organization.path() + "/service_accounts/" + serviceAccount)
                .text("username");
    }

    @Test
    void a_member_is_found_by_its_username() {
        TestOrganization acme = TestOrganization.of(ledger);
        String members = acme.path() + "/members?username=";

        JsonNode found = acme.auditor()
                .get(members + acme.member().username().toUpperCase())
                .requireStatus(200)
                .json();

        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(found.at("/items/0/id").asString()).isEqualTo(acme.member().id());
        for (String other : List.of("no-such-user", ledger.newUser().username(), "%25", "")) {
            assertThat(acme.admin()
                            .get(members + other)
                            .requireStatus(200)
                            .json()
                            .get("items"))
                    .as(other)
                    .isEmpty();
        }
    }

    @Test
    void assignments_are_listed_for_administrators_and_auditors() {
        TestOrganization acme = TestOrganization.of(ledger);
        String first = acme.workspaceId(acme.workspace(false));
        String second = acme.workspaceId(acme.workspace(true));
        String robot = acme.serviceAccount();
        assign(acme, first, robot, "workspace_editor");
        assign(acme, first, acme.member().id(), "workspace_viewer");
        assign(acme, second, robot, "workspace_admin");
        TestOrganization other = TestOrganization.of(ledger);
        String foreign = other.workspaceId(other.workspace(false));
        assign(other, foreign, other.member().id(), "workspace_admin");

        for (Client reader : List.of(acme.admin(), acme.auditor(), ledger.admin())) {
            assertThat(assignments(acme, reader, "?workspace=" + first))
                    .containsExactlyInAnyOrder(
                            robot + " service_account " + first + " workspace_editor",
                            acme.member().id() + " user " + first + " workspace_viewer");
            assertThat(assignments(acme, reader, "")).hasSize(3);
        }
        assertThat(assignments(acme, acme.admin(), "?account=" + robot))
                .containsExactlyInAnyOrder(
                        robot + " service_account " + first + " workspace_editor",
                        robot + " service_account " + second + " workspace_admin");
        assertThat(assignments(acme, acme.admin(), "?account=" + robot + "&workspace=" + second))
                .hasSize(1);
        assertThat(assignments(acme, acme.admin(), "?workspace=" + foreign)).isEmpty();
        assertThat(assignments(acme, acme.admin(), "?size=2&page=2")).hasSize(1);
        acme.admin().get(acme.path() + "/assignments?account=ci").requireStatus(422);

        acme.admin().delete("/workspaces/" + first + "/assignments/" + robot).requireStatus(200);
        assertThat(assignments(acme, acme.admin(), "?workspace=" + first)).hasSize(1);
        acme.admin().delete(acme.path() + "/service_accounts/" + robot).requireStatus(200);
        assertThat(assignments(acme, acme.admin(), "?account=" + robot)).isEmpty();
    }

    @Test
    void assignments_are_hidden_from_members_and_other_organizations() {
        TestOrganization acme = TestOrganization.of(ledger);
        String list = acme.path() + "/assignments";

        acme.member().get(list).requireStatus(403);
        acme.keyOf(acme.serviceAccount()).get(list).requireStatus(403);
        Answer foreign = TestOrganization.of(ledger).admin().get(list).requireStatus(404);
        Answer missing = ledger.admin()
                .get("/organizations/" + UNKNOWN_ID + "/assignments")
                .requireStatus(404);
        assertThat(foreign.body()).isEqualTo(missing.body());
    }

    private static void assign(TestOrganization organization, String workspace, String account, String role) {
        organization
                .admin()
                .put("/workspaces/" + workspace + "/assignments/" + account, Map.of("role", role))
                .requireStatus(200);
    }

    private static List<String> assignments(TestOrganization organization, Client reader, String query) {
        return reader.get(organization.path() + "/assignments" + query)
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(one -> one.get("account_id").asString() + " "
                        + one.get("account_kind").asString() + " "
                        + one.get("workspace_id").asString() + " "
                        + one.get("role").asString())
                .toList();
    }

    @Test
    void the_last_administrator_stays_and_no_member_raises_its_own_role() {
        TestOrganization acme = TestOrganization.of(ledger);
        String adminPath = acme.path() + "/members/" + acme.admin().id();
        String memberPath = acme.path() + "/members/" + acme.member().id();

        acme.admin().put(adminPath, Map.of("role", "organization_member")).requireStatus(409);
        assertThat(acme.admin().delete(adminPath).requireStatus(409).body()).contains("last administrator");
        acme.member().put(memberPath, Map.of("role", "organization_admin")).requireStatus(403);
        acme.member().put(adminPath, Map.of("role", "organization_member")).requireStatus(403);
        acme.auditor().delete(memberPath).requireStatus(403);

        acme.put(acme.member(), "organization_admin");
        acme.admin().delete(adminPath).requireStatus(200);
        acme.admin().get(acme.path()).requireStatus(404);
    }

    @Test
    void of_two_administrators_who_leave_at_once_one_stays() {
        TestOrganization acme = TestOrganization.of(ledger);
        acme.put(acme.member(), "organization_admin");
        List<Client> both = List.of(acme.admin(), acme.member());
        java.util.concurrent.atomic.AtomicInteger next = new java.util.concurrent.atomic.AtomicInteger();

        List<Integer> statuses = Concurrently.run(2, () -> {
            Client leaving = both.get(next.getAndIncrement());
            return leaving.delete(acme.path() + "/members/" + leaving.id()).status();
        });

        assertThat(statuses).containsOnlyOnce(200).doesNotContain(500);
        assertThat(acme.auditor()
                        .get(acme.path() + "/members")
                        .json()
                        .get("items")
                        .valueStream()
                        .filter(member -> member.get("role").asString().equals("organization_admin")))
                .hasSize(1);
    }

    @Test
    void what_is_unknown_or_anothers_is_not_there() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client stranger = ledger.newUser();

        for (String path :
                List.of("", "/members", "/token_policy", "/service_accounts", "/token_policy/impact", "/assignments")) {
            Answer theirs = stranger.get(acme.path() + path);
            Answer missing = stranger.get("/organizations/" + UNKNOWN_ID + path);
            assertThat(theirs.status()).as(path).isEqualTo(404);
            assertThat(theirs.body()).isEqualTo(missing.body());
        }
        Client admin = ledger.admin();
        admin.get("/organizations/" + UNKNOWN_ID).requireStatus(404);
        admin.put("/organizations/" + UNKNOWN_ID + "/members/" + stranger.id(), Map.of("role", "organization_member"))
                .requireStatus(404);
        acme.admin()
                .put(acme.path() + "/members/" + UNKNOWN_ID, Map.of("role", "organization_member"))
                .requireStatus(404);
        acme.admin()
                .put(acme.path() + "/members/" + stranger.id(), Map.of("role", "emperor"))
                .requireStatus(422);
    }

    @Test
    void permissions_are_the_same_by_each_credential_of_an_account() {
        TestOrganization acme = TestOrganization.of(ledger);
        String open = acme.workspace(true);
        acme.workspace(false);
        String key = acme.member().newKey("one");
        String apiToken =
                Client.of(ledger).form("/auth/login", Map.of("password", key)).text("access_token");

        JsonNode signedIn = permissions(acme.member());

        assertThat(permissions(Client.of(ledger).bearer(key))).isEqualTo(signedIn);
        assertThat(permissions(Client.of(ledger).bearer(apiToken))).isEqualTo(signedIn);
        assertThat(signedIn.toString()).contains(acme.workspaceId(open), "workspace:enter", "member:read");
        assertThat(signedIn.valueStream().filter(grant -> grant.has("workspace_id")))
                .hasSize(1);
    }

    private static JsonNode permissions(Client caller) {
        return caller.get("/users/me?include=permissions")
                .requireStatus(200)
                .json()
                .get("permissions");
    }

    @Test
    void a_service_account_has_only_what_it_was_given() {
        TestOrganization acme = TestOrganization.of(ledger);
        String account = acme.serviceAccount();
        Client automation = acme.keyOf(account);
        String assigned = acme.workspace(true);
        String other = acme.workspace(true);
        String path = "/workspaces/" + assigned + "/assignments/" + account;
        assertThat(automation.get("/workspaces").json()).isEmpty();

        acme.admin().put(path, Map.of("role", "workspace_editor")).requireStatus(200);

        assertThat(automation
                        .get("/workspaces")
                        .json()
                        .valueStream()
                        .map(found -> found.get("name").asString()))
                .containsExactly(assigned);
        automation.get("/workspaces/" + other).requireStatus(404);
        JsonNode me = automation
                .get("/users/me?include=permissions")
                .requireStatus(200)
                .json();
        assertThat(me.get("is_service_account").asBoolean()).isTrue();
        assertThat(me.get("organization_id").asString()).isEqualTo(acme.id());
        assertThat(me.get("permissions").toString()).contains(acme.workspaceId(assigned), "workspace:enter");
        automation.post("/organizations", Map.of("name", Unique.text())).requireStatus(403);
        automation.post("/users/me/api_keys", Map.of("name", "another")).requireStatus(403);
        String own = automation
                .get("/users/me/api_keys")
                .requireStatus(200)
                .json()
                .at("/items/0/id")
                .asString();
        automation.post("/users/me/api_keys/" + own + "/rotate", Map.of()).requireStatus(403);
        automation.get(acme.path() + "/members").requireStatus(403);
        automation.get(acme.path() + "/service_accounts").requireStatus(403);

        acme.admin().delete(path).requireStatus(200);
        assertThat(automation.get("/workspaces").json()).isEmpty();
    }

    @Test
    void a_service_account_is_switched_off_and_on_and_deleted_with_its_keys() {
        TestOrganization acme = TestOrganization.of(ledger);
        String account = acme.serviceAccount();
        Client automation = acme.keyOf(account);
        String path = acme.path() + "/service_accounts/" + account;
        String username = acme.admin().get(path).text("username");
        Client.of(ledger)
                .form("/auth/login", Map.of("username", username, "password", LedgerUnderTest.PASSWORD))
                .requireStatus(401);
        assertThat(acme.admin()
                        .post(acme.path() + "/service_accounts", Map.of("username", username.toUpperCase()))
                        .requireStatus(409)
                        .body())
                .contains("username");

        acme.admin().patch(path, Map.of("is_active", false)).requireStatus(200); // responses name the field is_active
        automation.get("/users/me").requireStatus(401);
        acme.admin().patch(path, Map.of("active", true)).requireStatus(200);
        automation.get("/users/me").requireStatus(200);

        String key =
                automation.get("/users/me/api_keys").json().at("/items/0/id").asString();
        acme.admin().delete(path).requireStatus(200);
        automation.get("/users/me").requireStatus(401);
        acme.admin().get(path).requireStatus(404);
        Timelines.await(acme.admin(), key, "token.deleted");
        acme.admin()
                .post(acme.path() + "/service_accounts", Map.of("username", username))
                .requireStatus(201);
    }

    @Test
    void administrators_and_auditors_see_the_keys_of_those_who_belong_to_them() {
        TestOrganization acme = TestOrganization.of(ledger);
        String ofMember = acme.member().createKey("member-key").text("id");
        acme.keyOf(acme.serviceAccount());
        Client outsider = ledger.newUser();
        outsider.createKey("private");

        for (Client reader : List.of(acme.admin(), acme.auditor())) {
            assertThat(reader.get("/ledger/tokens?organization=" + acme.id())
                            .json()
                            .get("items"))
                    .hasSize(2);
            reader.get("/ledger/tokens/" + ofMember).requireStatus(200);
            assertThat(Timelines.of(reader, ofMember)).hasSize(1);
        }
        assertThat(acme.member().get("/ledger/tokens").json().get("items")).hasSize(1);
        assertThat(outsider.get("/ledger/tokens?organization=" + acme.id())
                        .json()
                        .get("items"))
                .isEmpty();
        acme.auditor()
                .patch("/users/me/api_keys/" + ofMember, Map.of("active", false))
                .requireStatus(404);
    }
}
