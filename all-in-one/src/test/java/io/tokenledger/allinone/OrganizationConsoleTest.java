package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the pages of an organization answer, without a browser. */
class OrganizationConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final Pattern VALUE = Pattern.compile("ZENPROKEY_[0-9A-Za-z]{71}");
    private static final String MARKUP = "<img src=x onerror=alert(1)>";

    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final String page = "/console/organizations/" + acme.id();
    private final ConsoleSession admin = ConsoleSession.of(LEDGER, acme.admin().username());
    private final ConsoleSession member =
            ConsoleSession.of(LEDGER, acme.member().username());

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_superuser_creates_an_organization_and_others_see_their_own() {
        ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");

        String created = location(superuser.post("/console/organizations", Map.of("name", "new-" + Unique.text())));

        assertThat(superuser.get(created).body()).contains("Members", "admin");
        assertThat(superuser.get("/console/organizations").body()).contains("Create an organization");
        assertThat(member.get("/console/organizations").body())
                .contains(acme.id())
                .doesNotContain("Create an organization", created);
        assertThat(member.get(created).statusCode()).isEqualTo(404);
        assertRejected(member.post("/console/organizations", Map.of("name", "mine")), 403);
        assertThat(rejected(superuser.post("/console/organizations", Map.of("name", "", "description", "kept text"))))
                .contains("value=\"kept text\"");
    }

    @Test
    void members_are_added_changed_and_removed_after_a_question() {
        Client grace = LEDGER.newUser();
        grace.newKey("laptop");
        String members = page + "/members";

        redirects(admin.post(members, Map.of("account", grace.id(), "role", "organization_member")), page);
        redirects(admin.post(members + "/" + grace.id() + "/role", Map.of("role", "organization_auditor")), page);
        assertThat(admin.get(page).body()).contains(grace.username(), "Auditor");
        assertThat(roleOf(grace)).isEqualTo("organization_auditor");

        assertThat(admin.get(members + "/" + grace.id() + "/remove").body()).contains("laptop", "not used");
        redirects(admin.post(members + "/" + grace.id() + "/remove", Map.of()), page);
        assertThat(admin.get(page).body()).doesNotContain(grace.username());
    }

    @Test
    void an_administrator_adds_a_member_by_username() {
        Client grace = LEDGER.newUser();
        Client left = LEDGER.newUser();
        String leftId = left.id();
        LEDGER.admin().patch("/users/" + leftId, Map.of("active", false)).requireStatus(200);
        String members = page + "/members";
        Map<String, String> form = Map.of("account", " " + grace.username() + " ", "role", "organization_auditor");

        assertThat(admin.get(page).body()).contains("Username or id");
        redirects(admin.post(members, form), page);

        assertThat(roleOf(grace)).isEqualTo("organization_auditor");
        assertThat(rejected(admin.post(members, form)))
                .contains("value=\" " + grace.username() + " \"", "a member of the organization already");
        for (String unknown : List.of("no-such-user", left.username())) {
            assertThat(rejected(admin.post(members, with(form, "account", unknown))))
                    .contains("value=\"" + unknown + "\"", "no active user with this username");
        }
        assertThat(rejected(admin.post(members, with(form, "account", "admin"))))
                .contains("no active user with this username");
        assertRejected(member.post(members, with(form, "account", grace.username())), 403);
    }

    @Test
    void a_rejected_change_of_a_member_says_why() {
        assertThat(rejected(admin.post(
                        page + "/members", Map.of("account", "no-such-user", "role", "organization_member"))))
                .contains("value=\"no-such-user\"", "no active user with this username");
        assertThat(rejected(admin.post(
                        page + "/members/" + acme.admin().id() + "/role", Map.of("role", "organization_member"))))
                .contains("administrator");
        assertThat(rejected(admin.post(page + "/members/" + acme.admin().id() + "/remove", Map.of())))
                .contains("administrator");
    }

    @Test
    void a_member_sees_members_workspaces_and_the_policy_and_changes_nothing() {
        String body = member.get(page).body();

        assertThat(body)
                .contains(acme.admin().username(), "Leave")
                .doesNotContain("Add a member", "Remove", "Offboard", "Service accounts</a>", "class=\"cards\"");
        assertThat(member.get(page + "/policy").body())
                .contains("Longest lifetime")
                .doesNotContain("name=\"lifetime\"");
        assertThat(member.get(page + "/workspaces").statusCode()).isEqualTo(200);
        assertThat(member.get(page + "/service-accounts").statusCode()).isEqualTo(403);
        acme.auditor().newKey("of the auditor");
        assertThat(member.get(page + "/tokens").body()).doesNotContain("of the auditor");
        assertRejected(
                member.post(page + "/members", Map.of("account", acme.auditor().id(), "role", "organization_admin")),
                403);
        assertRejected(member.post(page + "/workspaces", Map.of("name", "mine")), 403);
        assertRejected(member.post(page + "/policy", Map.of("creation", "allowed")), 403);
        redirects(member.post(page + "/members/" + acme.member().id() + "/remove", Map.of()), "/console/organizations");
    }

    @Test
    void an_auditor_reads_and_changes_nothing() {
        ConsoleSession auditor = ConsoleSession.of(LEDGER, acme.auditor().username());
        acme.member().newKey("laptop");
        String account = acme.serviceAccount();

        assertThat(auditor.get(page).body()).contains("class=\"cards\"").doesNotContain("Add a member");
        assertThat(auditor.get(page + "/tokens").body()).contains("laptop").doesNotContain("type=\"checkbox\"");
        assertThat(auditor.get(page + "/service-accounts/" + account).body()).doesNotContain("Create token");
    }

    @Test
    void a_service_account_is_created_gets_a_token_and_is_deleted_after_a_question() {
        String accounts = page + "/service-accounts";
        String account = location(admin.post(accounts, Map.of("username", "ci-" + Unique.text())));
        assertThat(admin.get(account).body()).contains("No token");

        String first = value(admin.post(account + "/keys", Map.of("name", "deploy", "expiry", "30")));
        Client.of(LEDGER)
                .bearer(first)
                .with("User-Agent", "nightly/1")
                .get("/users/me")
                .requireStatus(200);
        String key = key(account, "deploy");
        assertThat(admin.get(account).body()).contains("deploy").doesNotContain(first);
        assertThat(admin.get(key + "/rotate").body()).contains("nightly/1");
        String second = value(admin.post(key + "/rotate", Map.of("retain", "0")));
        assertThat(Client.of(LEDGER).bearer(first).get("/users/me").status()).isEqualTo(401);

        redirects(admin.post(key + "/deactivate", Map.of()), key);
        assertThat(Client.of(LEDGER).bearer(second).get("/users/me").status()).isEqualTo(401);
        redirects(admin.post(key + "/activate", Map.of()), key);
        assertThat(Client.of(LEDGER).bearer(second).get("/users/me").status()).isEqualTo(200);

        assertThat(admin.get(account + "/deactivate").body()).contains("deploy", "times</span> in the last 30 days");
        redirects(admin.post(account + "/deactivate", Map.of()), account);
        assertThat(Client.of(LEDGER).bearer(second).get("/users/me").status()).isEqualTo(401);
        redirects(admin.post(account + "/activate", Map.of()), account);
        redirects(admin.post(account + "/edit", Map.of("description", "the build server")), account);
        assertThat(admin.get(accounts).body()).contains("the build server");

        redirects(admin.post(key + "/delete", Map.of()), account);
        redirects(admin.post(account + "/delete", Map.of()), accounts);
        assertThat(admin.get(account).statusCode()).isEqualTo(404);
    }

    @Test
    void rejected_forms_of_service_accounts_keep_what_was_typed() {
        String username = "ci-" + Unique.text();
        String accounts = page + "/service-accounts";
        String account = location(admin.post(accounts, Map.of("username", username)));
        admin.post(account + "/keys", Map.of("name", "deploy", "expiry", "30"));

        assertThat(rejected(admin.post(accounts, Map.of("username", username, "description", "kept text"))))
                .contains("value=\"" + username + "\"", "value=\"kept text\"");
        assertThat(rejected(admin.post(
                        account + "/keys", Map.of("name", "deploy", "description", "kept text", "expiry", "90"))))
                .contains("value=\"deploy\"", "kept text", "action=\"" + account + "/keys\"");
        assertThat(rejected(admin.post(account + "/edit", Map.of("description", "x".repeat(20_000)))))
                .contains("x".repeat(20_000));
        assertThat(admin.get(page + "/service-accounts/" + acme.member().id()).statusCode())
                .isEqualTo(404);
        assertThat(member.get(key(account, "deploy")).statusCode()).isEqualTo(403);
        assertRejected(member.post(key(account, "deploy") + "/delete", Map.of()), 403);
    }

    @Test
    void a_workspace_is_created_and_shows_who_is_assigned() {
        String workspaces = page + "/workspaces";
        String name = "ws-" + Unique.text();
        String account = acme.serviceAccount();
        Client robot = acme.keyOf(account);
        String username = robot.get("/users/me").text("username");
        redirects(admin.post(workspaces, Map.of("name", name)), workspaces);
        String workspace = acme.workspaceId(name);
        String other = acme.workspaceId(acme.workspace(false));
        Map<String, String> form = Map.of("workspace", workspace, "account", username, "role", "workspace_editor");
        assertThat(admin.get(workspaces).body()).contains("No account is assigned to a workspace");

        redirects(admin.post(workspaces + "/assignments", form), workspaces + "?assigned");
        assertThat(enterable(robot)).contains(name);
        redirects(
                admin.post(
                        workspaces + "/assignments",
                        with(form, "account", acme.member().username())),
                workspaces + "?assigned");

        String remove = workspaces + "/" + workspace + "/assignments/" + account + "/remove";
        assertThat(admin.get(workspaces).body())
                .contains(">" + username + "<", ">" + acme.member().username() + "<", "Editor", remove);
        assertThat(admin.get(workspaces + "?workspace=" + other).body())
                .contains("No account is assigned to this workspace")
                .doesNotContain(username);
        assertThat(admin.get(remove).body()).contains(username, name, "times</span> in the last 30 days");
        redirects(admin.post(remove, Map.of()), workspaces + "?removed");
        assertThat(enterable(robot)).doesNotContain(name);
        assertThat(admin.get(workspaces).body()).doesNotContain(username);
        assertThat(admin.get(remove).statusCode()).isEqualTo(404);
    }

    @Test
    void rejected_forms_of_workspaces_keep_what_was_typed() {
        String workspaces = page + "/workspaces";
        String name = acme.workspace(false);
        String twice = Unique.text();
        acme.admin().post(acme.path() + "/service_accounts", Map.of("username", twice));
        LEDGER.admin().post("/users", Map.of("username", twice)).requireStatus(201);
        acme.admin()
                .post(acme.path() + "/members", Map.of("username", twice, "role", "organization_member"))
                .requireStatus(201);
        Map<String, String> form =
                Map.of("workspace", acme.workspaceId(name), "account", twice, "role", "workspace_admin");

        assertThat(rejected(admin.post(workspaces, Map.of("name", name, "description", "kept text"))))
                .contains("value=\"" + name + "\"", "value=\"kept text\"");
        assertThat(rejected(admin.post(workspaces + "/assignments", form)))
                .contains("A member and a service account have this username");
        String outsider = LEDGER.newUser().username();
        for (String account : List.of("no-such-account", outsider, "..", "a/b")) {
            assertThat(rejected(admin.post(workspaces + "/assignments", with(form, "account", account))))
                    .contains("value=\"" + account + "\"", "value=\"workspace_admin\" selected");
        }
    }

    @Test
    void a_service_account_shows_its_workspaces_and_is_assigned_to_one() {
        String name = acme.workspace(false);
        String workspace = acme.workspaceId(name);
        String account = acme.serviceAccount();
        String pageOfAccount = page + "/service-accounts/" + account;
        Client robot = acme.keyOf(account);
        Map<String, String> form = Map.of("workspace", workspace, "role", "workspace_viewer");
        assertThat(admin.get(pageOfAccount).body()).contains("assigned to no workspace", ">" + name + "<");

        redirects(admin.post(pageOfAccount + "/assignments", form), pageOfAccount + "?assigned");
        assertThat(enterable(robot)).contains(name);
        String remove = pageOfAccount + "/assignments/" + workspace + "/remove";
        assertThat(admin.get(pageOfAccount).body()).contains(remove).doesNotContain("assigned to no workspace");
        ConsoleSession auditor = ConsoleSession.of(LEDGER, acme.auditor().username());
        assertThat(auditor.get(pageOfAccount).body())
                .contains(">" + name + "<", "Viewer")
                .doesNotContain(remove, "/assignments\"");

        assertThat(admin.get(remove).body()).contains("in the last 30 days", pageOfAccount + "\">Cancel");
        redirects(admin.post(remove, Map.of()), pageOfAccount + "?removed");
        assertThat(enterable(robot)).doesNotContain(name);
        assertThat(rejected(admin.post(pageOfAccount + "/assignments", with(form, "role", "emperor"))))
                .contains("must be workspace_admin, workspace_editor or workspace_viewer");
        assertThat(rejected(admin.post(pageOfAccount + "/assignments", with(form, "workspace", "no-such-one"))))
                .contains("no such workspace");
    }

    @Test
    void only_administrators_change_assignments() {
        String workspace = acme.workspaceId(acme.workspace(true));
        String account = acme.serviceAccount();
        acme.admin()
                .put("/workspaces/" + workspace + "/assignments/" + account, Map.of("role", "workspace_viewer"))
                .requireStatus(200);
        String ofWorkspace = page + "/workspaces/" + workspace + "/assignments/" + account + "/remove";
        String ofAccount = page + "/service-accounts/" + account + "/assignments/" + workspace + "/remove";
        ConsoleSession auditor = ConsoleSession.of(LEDGER, acme.auditor().username());
        ConsoleSession stranger =
                ConsoleSession.of(LEDGER, TestOrganization.of(LEDGER).admin().username());
        Map<String, String> form = Map.of("workspace", workspace, "account", account, "role", "workspace_admin");

        assertThat(member.get(page + "/workspaces").body())
                .contains("all members")
                .doesNotContain("Assigned accounts", account);
        assertThat(auditor.get(page + "/workspaces").body())
                .contains("Assigned accounts", account)
                .doesNotContain("Remove", "Assign an account");
        for (String remove : List.of(ofWorkspace, ofAccount)) {
            assertThat(member.get(remove).statusCode()).isEqualTo(403);
            assertRejected(member.post(remove, Map.of()), 403);
            assertRejected(auditor.post(remove, Map.of()), 403);
            assertRejected(stranger.post(remove, Map.of()), 404);
        }
        for (String assign : List.of("/workspaces/assignments", "/service-accounts/" + account + "/assignments")) {
            assertRejected(member.post(page + assign, form), 403);
            assertRejected(auditor.post(page + assign, form), 403);
            assertRejected(stranger.post(page + assign, form), 404);
        }
        assertThat(acme.admin()
                        .get(acme.path() + "/assignments")
                        .json()
                        .at("/items/0/role")
                        .asString())
                .isEqualTo("workspace_viewer");
    }

    @Test
    void tokens_are_filtered_selected_and_deactivated_with_a_reason() {
        String first = keyOfMember("first", null);
        String second = keyOfMember("second", 60 * 24);
        String list = page + "/tokens";

        assertThat(admin.get(list).body()).contains(">first<", ">second<");
        assertThat(admin.get(list + "?show=no_expiry").body())
                .contains(">first<")
                .doesNotContain(">second<");
        assertThat(admin.get(list + "?show=expiring").body())
                .contains(">second<")
                .doesNotContain(">first<");
        assertThat(admin.get(list + "?show=never_used&q=sec").body())
                .contains(">second<")
                .doesNotContain(">first<");
        assertThat(admin.get(list + "?show=unused").body()).contains("No token matches");
        assertThat(admin.get(page).body()).contains("<strong>2</strong><span>Working</span>");

        assertThat(admin.get(list).body())
                .contains("action=\"/console/review/tokens/deactivate\"")
                .contains("deactivate-matching?organization=" + acme.id() + "&amp;works=true");
        assertThat(admin.get("/console/review/tokens/deactivate?token=" + first).body())
                .contains(">first<");
    }

    @Test
    void tokens_of_the_past_are_shown_as_they_were_and_cannot_be_selected() {
        String first = keyOfMember("first", null);
        long before = LEDGER.head();
        String second = keyOfMember("second", null);
        acme.member().delete("/users/me/api_keys/" + first).requireStatus(200);
        String list = page + "/tokens?show=all";

        assertThat(admin.get(list).body()).contains(">second<").doesNotContain(">first<");
        await().untilAsserted(
                        () -> assertThat(admin.get(list + "&as_of=" + before).body())
                                .contains(
                                        ">first<",
                                        "position " + before,
                                        "What changed since",
                                        "data-exact-times",
                                        "/console/tokens/" + first + "?as_of=" + before + "\"")
                                .doesNotContain(">second<", "name=\"token\""));
        assertThat(admin.get(list).body()).doesNotContain("data-exact-times", "?as_of=");
        assertThat(admin.get("/console/tokens/" + first + "?as_of=" + before).body())
                .contains(
                        "As of <strong>position " + before,
                        ">Works<",
                        ">Deleted<",
                        "Everything below is the present.",
                        "/console/review/tokens?as_of=" + before + "\"");
        assertThat(admin.get("/console/tokens/" + second + "?as_of=" + before).body())
                .contains("there was no such token that you may see");
        assertThat(admin.get(list + "&as_of=tomorrow").body())
                .contains("role=\"alert\"", "value=\"tomorrow\"", "must be a day such as 2026-01-31");
    }

    @Test
    void the_effects_of_a_policy_name_the_state_of_each_token() {
        keyOfMember("works", null);
        String ended = keyOfMember("ended", null);
        acme.member()
                .patch("/users/me/api_keys/" + ended, Map.of("active", false))
                .requireStatus(200);

        await().untilAsserted(() -> assertThat(
                        admin.get(page + "/policy/preview?creation=allowed&lifetime=90&unit=days&keysCreateKeys=yes")
                                .body())
                .contains("Only tokens that work are affected.")
                .containsPattern("(?s)>ended</bdi>.{0,300}>Deactivated<")
                .containsPattern("(?s)>works</bdi>.{0,300}>Works<"));
    }

    @Test
    void a_policy_shows_its_effects_before_it_is_saved() {
        keyOfMember("forever", null);
        String policy = page + "/policy";
        String typed = "creation=allowed&lifetime=90&unit=days&idleDays=&maxKeys=20&keysCreateKeys=yes";

        assertThat(admin.get(policy + "/preview?" + typed).body())
                .contains("forever", "lifetime", "<strong>1</strong><span>token violates it today");
        assertThat(acme.admin()
                        .get(acme.path() + "/token_policy")
                        .json()
                        .get("max_lifetime_minutes")
                        .isNull())
                .isTrue();

        redirects(
                admin.post(
                        policy,
                        Map.of(
                                "creation",
                                "allowed",
                                "lifetime",
                                "90",
                                "unit",
                                "days",
                                "maxKeys",
                                "20",
                                "keysCreateKeys",
                                "yes",
                                "reason",
                                "a rule of the company")),
                policy + "?saved");
        assertThat(acme.admin()
                        .get(acme.path() + "/token_policy")
                        .json()
                        .get("max_lifetime_minutes")
                        .asInt())
                .isEqualTo(90 * 24 * 60);
        assertThat(admin.get(policy).body()).contains("value=\"90\"");
        assertThat(admin.get(policy + "/preview?creation=allowed&maxKeys=20&keysCreateKeys=yes")
                        .body())
                .contains("No token violates the policy");
    }

    @Test
    void a_rejected_policy_keeps_what_was_typed() {
        String policy = page + "/policy";
        HttpResponse<String> answer = admin.get(policy + "/preview?creation=allowed&lifetime=soon&maxKeys=17");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("role=\"alert\"", "value=\"soon\"", "value=\"17\"");
        assertThat(rejected(admin.post(policy, Map.of("creation", "sometimes", "maxKeys", "17"))))
                .contains("value=\"17\"");
    }

    @Test
    void an_offboarding_shows_what_would_stop_working_before_it_ends_it() {
        ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");
        Client robot = Client.of(LEDGER).bearer(acme.member().newKey("nightly")).with("User-Agent", "cron/1");
        robot.get("/users/me").requireStatus(200);
        String offboarding = page + "/members/" + acme.member().id() + "/offboarding";

        assertThat(superuser.get(offboarding).body()).contains("nightly", "cron/1", "would stop working");
        robot.get("/users/me").requireStatus(200);
        assertThat(rejected(superuser.post(offboarding, Map.of("reason", "r".repeat(600)))))
                .contains("r".repeat(600));

        assertThat(superuser
                        .post(offboarding, Map.of("reason", "left the company"))
                        .body())
                .contains("1 token deactivated", "The account is inactive");
        robot.get("/users/me").requireStatus(401);
        assertThat(admin.get(page).body()).doesNotContain(acme.member().username(), "Offboard");
        assertThat(admin.get(page + "/members/" + acme.auditor().id() + "/offboarding")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void names_are_no_markup() {
        Client superuser = LEDGER.admin();
        superuser
                .patch(acme.path(), Map.of("name", MARKUP, "description", MARKUP))
                .requireStatus(200);
        String account = acme.serviceAccount();
        superuser
                .patch(acme.path() + "/service_accounts/" + account, Map.of("description", MARKUP))
                .requireStatus(200);
        superuser.patch("/users/" + acme.member().id(), Map.of("name", MARKUP)).requireStatus(200);
        String key = acme.member()
                .post("/users/me/api_keys", Map.of("name", MARKUP, "description", MARKUP))
                .requireStatus(201)
                .text("id");
        acme.admin()
                .post(
                        "/workspaces",
                        Map.of("name", "ws-" + Unique.text(), "organization_id", acme.id(), "description", MARKUP))
                .requireStatus(201);
        ConsoleSession root = ConsoleSession.of(LEDGER, "admin");

        for (String path : new String[] {
            "",
            "/members/" + acme.member().id() + "/remove",
            "/members/" + acme.member().id() + "/offboarding",
            "/service-accounts",
            "/service-accounts/" + account,
            "/service-accounts/" + account + "/delete",
            "/service-accounts/" + account + "/keys/new",
            "/workspaces",
            "/tokens?show=all&q=%3Cimg%20src%3Dx",
            "/policy",
            "/policy/preview?creation=allowed&lifetime=1&unit=days&keysCreateKeys=no",
            "/policy/preview?creation=%3Cimg%20src%3Dx%3E&lifetime=%3Cimg%20src%3Dx%3E"
        }) {
            HttpResponse<String> answer = root.get(page + path);
            assertThat(answer.statusCode()).as(path).isIn(200, 422);
            assertThat(answer.body()).as(path).doesNotContain("<img src=x").contains("&lt;img src=x");
        }
        assertThat(root.get("/console/organizations").body()).doesNotContain("<img src=x");
    }

    private String roleOf(Client account) {
        for (JsonNode one : acme.admin().get(acme.path() + "/members").json().get("items")) {
            if (one.get("id").asString().equals(account.id())) {
                return one.get("role").asString();
            }
        }
        return "";
    }

    private String keyOfMember(String name, Integer expiresInMinutes) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", name);
        body.put("expires_in_minutes", expiresInMinutes);
        return acme.member().post("/users/me/api_keys", body).requireStatus(201).text("id");
    }

    private String stateOf(String key) {
        return acme.member().get("/users/me/api_keys/" + key).requireStatus(200).text("state");
    }

    private static String enterable(Client account) {
        return account.get("/workspaces?member_only=true").requireStatus(200).body();
    }

    private String key(String account, String name) {
        return account + "/keys/"
                + acme.admin()
                        .get(account.replace("/console", "").replace("service-accounts", "service_accounts")
                                + "/api_keys/" + name)
                        .requireStatus(200)
                        .text("id");
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    private static String value(HttpResponse<String> answer) {
        Matcher value = VALUE.matcher(answer.body());
        assertThat(value.find()).as(answer.body()).isTrue();
        return value.group();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private static void redirects(HttpResponse<String> answer, String path) {
        assertThat(location(answer)).isEqualTo(path);
    }

    private static String rejected(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).contains("role=\"alert\"");
        return answer.body();
    }

    private static void assertRejected(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("role=\"alert\"");
    }
}
