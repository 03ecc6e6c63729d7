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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the pages about the accounts of people answer, without a browser. */
class UserConsoleTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String USERS = "/console/users";
    private static final String DELETED = USERS + "/deleted";
    private static final String PASSWORD = "a long new password";
    private static final String MARKUP = "<img src=x onerror=alert(1)>";

    private final ConsoleSession superuser = ConsoleSession.of(LEDGER, "admin");
    private final Client user = LEDGER.newUser();
    private final String page = USERS + "/" + user.id();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_superuser_creates_a_user_who_signs_in_with_the_password() {
        String username = "ada-" + Unique.text();
        assertThat(superuser.get(USERS).body()).contains(">Accounts</a>", USERS + "/new");
        assertThat(superuser.get(USERS + "/new").body())
                .contains("signs in with this password, and can change it", "OpenID Connect");

        String created = superuser.location(
                USERS,
                Map.of(
                        "username",
                        " " + username,
                        "name",
                        "Ada Lovelace",
                        "email",
                        "ada@example.org",
                        "password",
                        PASSWORD,
                        "again",
                        PASSWORD,
                        "reason",
                        "joined the team"));

        assertThat(superuser.get(created).body())
                .contains(username, "Ada Lovelace", "ada@example.org", "Active", "in no organization");
        assertThat(superuser.get(USERS).body()).contains(created, username, "Ada Lovelace");
        assertThat(Client.of(LEDGER)
                        .signIn(username, PASSWORD)
                        .get("/users/me")
                        .requireStatus(200)
                        .text("name"))
                .isEqualTo("Ada Lovelace");
        awaitReason(created, "joined the team");
    }

    @Test
    void a_user_needs_only_a_username_and_a_password() {
        String username = Unique.text();
        Map<String, String> form = Map.of("username", username, "password", PASSWORD, "again", PASSWORD);

        String created = superuser.location(USERS, with(form, "name", " "));

        assertThat(superuser.get(created).body()).contains("<bdi>" + username + "</bdi>", "<bdi>none</bdi>");
    }

    @Test
    void a_rejected_form_keeps_what_was_typed_except_the_password() {
        Map<String, String> form = Map.of(
                "username",
                user.username(),
                "name",
                "kept name",
                "email",
                "kept@example.org",
                "reason",
                "kept reason",
                "password",
                PASSWORD,
                "again",
                PASSWORD);

        for (Map<String, String> wrong : List.of(
                form,
                with(form, "username", "not a username"),
                with(form, "again", "another password"),
                with(form, "password", ""))) {
            assertThat(rejected(superuser.post(USERS, wrong)))
                    .contains(
                            "value=\"" + wrong.get("username") + "\"",
                            "value=\"kept name\"",
                            "value=\"kept@example.org\"",
                            "value=\"kept reason\"")
                    .doesNotContain(PASSWORD, "another password");
        }
        assertThat(rejected(superuser.post(USERS, with(form, "again", "another password"))))
                .contains("The passwords are not the same.");
        assertThat(rejected(superuser.post(
                        USERS, Map.of("username", Unique.text(), "password", "too short", "again", "too short"))))
                .contains("12 to 72");
        assertThat(rejected(superuser.post(USERS, with(form, "email", "nowhere"))))
                .contains("value=\"nowhere\"", "one e-mail address");
    }

    @Test
    void a_deactivation_asks_first_and_shows_the_uses_of_the_keys() {
        Client robot = Client.of(LEDGER).bearer(user.newKey("nightly")).with("User-Agent", "cron/1");
        robot.get("/users/me").requireStatus(200);
        String deactivate = page + "/deactivate";

        assertThat(superuser.get(page).body()).contains(deactivate, "Active");
        assertThat(superuser.get(deactivate).body()).contains("nightly", "cron/1", "in the last 30 days");
        robot.get("/users/me").requireStatus(200);
        assertThat(rejected(superuser.post(deactivate, Map.of("reason", "r".repeat(600)))))
                .contains("r".repeat(600), "in the last 30 days");

        assertThat(superuser.location(deactivate, Map.of("reason", "on leave"))).isEqualTo(page);
        robot.get("/users/me").requireStatus(401);
        awaitReason(page, "on leave");
        assertThat(superuser.get(page).body())
                .contains("Inactive", "cannot sign in", "/activate")
                .doesNotContain(deactivate);
        assertThat(rejected(superuser.post(page + "/activate", Map.of("reason", "r".repeat(600)))))
                .contains("r".repeat(600));

        superuser.location(page + "/activate", Map.of("reason", "is back"));
        robot.get("/users/me").requireStatus(200);
        awaitReason(page, "is back");
    }

    @Test
    void roles_of_the_instance_are_granted_and_taken_away() {
        assertThat(superuser.get(page).body()).contains("name=\"auditor\" value=\"yes\">");
        assertThat(rejected(superuser.post(page + "/roles", Map.of("auditor", "yes", "reason", "r".repeat(600)))))
                .contains("r".repeat(600), "name=\"auditor\" value=\"yes\" checked");

        superuser.location(page + "/roles", Map.of("auditor", "yes", "introspector", "yes", "reason", "audits"));
        assertThat(superuser.get(page).body()).contains("Auditor, Introspector", "value=\"yes\" checked");
        assertThat(superuser.get(USERS).body()).contains("Introspector");
        awaitReason(page, "audits");
        assertThat(ConsoleSession.of(LEDGER, user.username()).get(page).statusCode())
                .isEqualTo(200);

        superuser.location(page + "/roles", Map.of());
        assertThat(ConsoleSession.of(LEDGER, user.username()).get(page).statusCode())
                .isEqualTo(403);
    }

    @Test
    void name_and_mail_address_are_changed_and_a_wrong_address_is_kept() {
        assertThat(rejected(superuser.post(page + "/details", Map.of("name", "Grace H.", "email", "nowhere"))))
                .contains("value=\"Grace H.\"", "value=\"nowhere\"");

        location(superuser.post(page + "/details", Map.of("name", "Grace H.", "email", "grace@example.org")));

        assertThat(superuser.get(page).body()).contains(">Grace H.<", ">grace@example.org<");
    }

    @Test
    void a_new_password_ends_the_sessions() {
        Map<String, String> form = Map.of("password", PASSWORD, "again", PASSWORD, "reason", "forgot it");
        String key = user.newKey("laptop");
        assertThat(rejected(superuser.post(page + "/password", with(form, "again", "another"))))
                .contains("The passwords are not the same.", "value=\"forgot it\"")
                .doesNotContain(PASSWORD);

        superuser.location(page + "/password", form);

        user.get("/users/me").requireStatus(401);
        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(200);
        Client.of(LEDGER).signIn(user.username(), PASSWORD).get("/users/me").requireStatus(200);
        assertThat(superuser.get(USERS + "/" + LEDGER.admin().id()).body()).doesNotContain("type=\"password\"");
    }

    @Test
    void a_superuser_deletes_a_user_after_a_page_that_shows_how_its_tokens_were_used() {
        Client.of(LEDGER)
                .bearer(user.newKey("nightly"))
                .with("User-Agent", "cron/1")
                .get("/users/me")
                .requireStatus(200);
        String delete = page + "/delete";
        String name = user.username();

        assertThat(superuser.get(page).body()).contains(delete, "Delete user");
        assertThat(superuser.get(delete).body())
                .contains("nightly", "cron/1", "in the last 30 days", "cannot be undone", page + "/deactivate");

        assertThat(rejected(superuser.post(delete, Map.of("reason", "r".repeat(600)))))
                .contains("value=\"" + "r".repeat(600), "nightly");

        assertThat(superuser.location(delete, Map.of("reason", "left & gone"))).isEqualTo(USERS);
        assertThat(superuser.get(USERS + "?deleted").body())
                .contains("The user is deleted.")
                .doesNotContain(name);
        assertThat(superuser.get(page).statusCode()).isEqualTo(404);
        assertThat(superuser.get(USERS + "/" + LEDGER.admin().id()).body()).doesNotContain("Delete user");
        awaitReason(page, "left & gone", "action=account.deleted");
    }

    @Test
    void the_personal_data_of_a_deleted_user_is_erased_after_a_page_that_says_what_is_destroyed() {
        String name = user.username();
        String deleted = DELETED + "/" + user.id();
        String erase = deleted + "/erase";
        superuser.location(page + "/delete", Map.of("reason", "left"));
        assertThat(superuser.get(USERS + "?deleted").body()).contains("href=\"" + DELETED + "\"");

        await().untilAsserted(() -> assertThat(superuser.get(DELETED).body())
                .contains("href=\"" + deleted + "\"", name, "Not erased", "User"));
        assertThat(superuser.get(deleted).body()).contains(name, "href=\"" + erase + "\"", "Outside of the ledger");
        assertThat(superuser.get(erase).body())
                .contains(
                        "Destroyed",
                        "Kept",
                        "Outside of the ledger",
                        "cannot be undone",
                        "A backup from before",
                        "required");
        assertThat(rejected(superuser.post(erase, Map.of("reason", " "))))
                .contains("must say why the personal data is erased")
                .containsPattern("<input [^>]*id=\"reason\"[^>]*aria-invalid=\"true\"");
        assertThat(rejected(superuser.post(erase, Map.of("reason", "r".repeat(600)))))
                .contains("value=\"" + "r".repeat(600), "Destroyed");
        assertThat(superuser.get(deleted).body()).as("nothing is erased").contains(name);

        assertThat(superuser.location(erase, Map.of("reason", "request 17"))).isEqualTo(deleted);

        assertThat(superuser.get(deleted + "?erased").body())
                .contains("The personal data of the account is erased.", "Erased", "Outside of the ledger")
                .doesNotContain(name, "href=\"" + erase + "\"");
        await().untilAsserted(() -> assertThat(superuser.get(DELETED).body())
                .contains(deleted, "Erased")
                .doesNotContain(name));
        assertThat(superuser.get(erase).body()).contains("is erased already").doesNotContain("button is-danger");
        awaitReason(page, "request 17", "action=account.erased");
    }

    @Test
    void a_deleted_service_account_under_a_legal_hold_is_not_erased() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String account = acme.serviceAccount();
        String accounts = "/console/organizations/" + acme.id() + "/service-accounts";
        String erase = DELETED + "/" + account + "/erase";
        assertThat(superuser.get(accounts).body()).contains("href=\"" + DELETED + "\"");
        assertThat(superuser.get(accounts + "/" + account + "/delete").body())
                .contains("you can erase the personal data");
        assertThat(ConsoleSession.of(LEDGER, acme.admin().username())
                        .get(accounts)
                        .body())
                .doesNotContain(DELETED);
        superuser.location(accounts + "/" + account + "/delete", Map.of());
        LEDGER.admin()
                .post("/ledger/legal_holds", Map.of("subject", "organization", "id", acme.id(), "reason", "case 17"))
                .requireStatus(201);

        await().untilAsserted(() -> assertThat(superuser.get(DELETED).body())
                .contains("Service account of", "/console/organizations/" + acme.id(), "Under a legal hold"));
        assertThat(superuser.get(DELETED + "/" + account).body())
                .contains("Release the hold first")
                .doesNotContain(erase);
        assertThat(rejected(superuser.post(erase, Map.of("reason", "request 18"))))
                .contains("legal hold covers the account", "value=\"request 18\"");
    }

    @Test
    void deleted_accounts_are_for_superusers() {
        LEDGER.admin()
                .patch("/users/" + user.id(), Map.of("roles", List.of("auditor")))
                .requireStatus(200);
        ConsoleSession auditor = ConsoleSession.of(LEDGER, user.username());
        String account = DELETED + "/" + LEDGER.newUser().id();

        assertThat(auditor.get(USERS).body()).doesNotContain(DELETED);
        for (String path : List.of(DELETED, account, account + "/erase")) {
            assertForbidden(auditor.get(path));
        }
        assertForbidden(auditor.post(account + "/erase", Map.of("reason", "request 19")));
        assertThat(superuser.get(account).statusCode()).as("not deleted").isEqualTo(404);
    }

    @Test
    void the_last_superuser_cannot_be_locked_out() {
        String own = USERS + "/" + LEDGER.admin().id();

        HttpResponse<String> roles = superuser.post(own + "/roles", Map.of("auditor", "yes"));
        HttpResponse<String> deactivation = superuser.post(own + "/deactivate", Map.of("reason", "kept reason"));

        for (HttpResponse<String> answer : List.of(roles, deactivation)) {
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .contains("role=\"alert\"", "The last active superuser")
                    .doesNotContain("aria-invalid");
        }
        assertThat(deactivation.body()).contains("value=\"kept reason\"", "your own account");
        assertThat(superuser.get(own).body()).contains("Superuser", "Active");
    }

    @Test
    void an_auditor_reads_and_changes_nothing() {
        LEDGER.admin()
                .patch("/users/" + user.id(), Map.of("roles", List.of("auditor")))
                .requireStatus(200);
        ConsoleSession auditor = ConsoleSession.of(LEDGER, user.username());
        String other = USERS + "/" + LEDGER.newUser().id();

        assertThat(auditor.get(USERS).body()).contains(">Accounts</a>", "admin").doesNotContain("Create user");
        assertThat(auditor.get(other).body())
                .contains("/console/review/tokens?owner=", "/console/audit?actor=")
                .doesNotContain("Deactivate", "Delete user", "Save roles", "type=\"password\"");
        assertForbidden(auditor.get(USERS + "/new"));
        assertForbidden(auditor.get(other + "/deactivate"));
        assertForbidden(auditor.get(other + "/delete"));
        assertChangesNothing(auditor, other);
    }

    @Test
    void other_accounts_see_no_accounts() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        for (Client account : List.of(acme.member(), acme.admin())) {
            ConsoleSession session = ConsoleSession.of(LEDGER, account.username());
            String own = USERS + "/" + account.id();

            assertThat(session.get("/console/organizations/" + acme.id()).body())
                    .contains(acme.member().username())
                    .doesNotContain(USERS);
            for (String path : List.of(
                    USERS, own, page, USERS + "/new", own + "/deactivate", page + "/deactivate", page + "/delete")) {
                assertForbidden(session.get(path));
            }
            assertChangesNothing(session, page);
            assertChangesNothing(session, own);
        }
    }

    @Test
    void other_pages_lead_to_the_account() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String organization = "/console/organizations/" + acme.id();
        String member = USERS + "/" + acme.member().id();
        assertThat(superuser.get(organization).body()).contains(member);
        assertThat(superuser.get(member).body()).contains(organization, "Member");
        assertThat(superuser.get("/console/find?what=" + user.username()).body())
                .contains(page);
        String opened = superuser.location(
                "/console/cases",
                Map.of("kind", "owner", "value", user.id(), "title", "left", "from", "2026-01-01T00:00:00Z"));
        assertThat(superuser.get(opened).body()).contains(page);

        Map<String, String> unknown = Map.of("account", "no-such-user", "role", "organization_member");
        assertThat(rejected(superuser.post(organization + "/members", unknown)))
                .contains("There is no active user with this username", USERS + "/new");
        assertThat(rejected(
                        ConsoleSession.of(LEDGER, acme.admin().username()).post(organization + "/members", unknown)))
                .doesNotContain(USERS);
    }

    @Test
    void the_account_of_a_job_is_in_its_organization() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String account = acme.serviceAccount();
        String shown = "/console/organizations/" + acme.id() + "/service-accounts/" + account;

        assertThat(location(superuser.get(USERS + "/" + account))).isEqualTo(shown);
        assertThat(location(superuser.get(USERS + "/" + account + "/deactivate")))
                .isEqualTo(shown + "/deactivate");
        assertThat(superuser
                        .get(USERS + "/018f0000-0000-7000-8000-000000000000")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_long_list_has_pages() {
        LEDGER.jdbc().update("""
                        INSERT INTO query_side.account_listing_v1
                            (account_id, kind, username, name, roles, active, created_at, version)
                        SELECT gen_random_uuid(), 'user', 'zz-' || n, 'Many', '{}', true, now(), 0
                        FROM generate_series(1, 200) n""");

        assertThat(superuser.get(USERS).body()).contains("?page=2", "Page 1 of").doesNotContain("Previous page");
        assertThat(superuser.get(USERS + "?page=2").body()).contains("?page=1", "?page=3", "zz-");
        assertThat(superuser.get(USERS + "?page=99").body())
                .contains("No account on this page")
                .doesNotContain("Page 99");
        assertThat(superuser.get(USERS + "?page=0").statusCode()).isBetween(400, 499);
        LEDGER.jdbc().update("DELETE FROM query_side.account_listing_v1 WHERE username LIKE 'zz-%'");
    }

    @Test
    void names_are_no_markup() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String member = USERS + "/" + acme.member().id();
        LEDGER.admin().patch(acme.path(), Map.of("name", MARKUP)).requireStatus(200);
        LEDGER.admin()
                .patch("/users/" + acme.member().id(), Map.of("name", MARKUP))
                .requireStatus(200);
        acme.member().newKey(MARKUP);

        for (HttpResponse<String> answer : List.of(
                superuser.get(USERS),
                superuser.get(member),
                superuser.get(member + "/deactivate"),
                superuser.get(member + "/delete"),
                superuser.post(USERS, Map.of("username", MARKUP, "name", MARKUP, "email", MARKUP)),
                superuser.post(member + "/roles", Map.of("reason", MARKUP + "r".repeat(600))))) {
            assertThat(answer.body()).doesNotContain("<img src=x").contains("&lt;img src=x");
        }
    }

    /** Waits until the newest change of an account has this reason in the audit trail. */
    private static void awaitReason(String pageOfAccount, String reason) {
        awaitReason(pageOfAccount, reason, "changes_only=true");
    }

    private static void awaitReason(String pageOfAccount, String reason, String filter) {
        String newest = "/ledger/audit?limit=1&" + filter + "&owner=" + pageOfAccount.substring(USERS.length() + 1);
        await().untilAsserted(() -> assertThat(LEDGER.admin()
                        .get(newest)
                        .requireStatus(200)
                        .json()
                        .at("/items/0/reason")
                        .asString(""))
                .isEqualTo(reason));
    }

    @Test
    void a_problem_stands_beside_its_field_in_the_rejected_form_only() {
        String page = USERS + "/" + LEDGER.newUser().id();

        String roles = rejected(superuser.post(page + "/roles", Map.of("auditor", "yes", "reason", "r".repeat(600))));
        assertThat(roles)
                .contains("<a href=\"#field-problem\"", "<span ")
                .containsOnlyOnce("id=\"field-problem\"")
                .containsOnlyOnce("aria-invalid=\"true\"")
                .containsPattern("<input [^>]*id=\"reason-roles\"[^>]*aria-invalid=\"true\"")
                .containsPattern("aria-describedby=\"field-problem\"");

        assertThat(rejected(superuser.post(page + "/details", Map.of("name", "Grace H.", "email", "no<where"))))
                .containsPattern("<input [^>]*id=\"email\"[^>]*aria-describedby=\"field-problem email-hint\"")
                .containsOnlyOnce("aria-invalid")
                .doesNotContain("no<where");
        assertThat(rejected(superuser.post(USERS, Map.of("username", "a b", "password", PASSWORD, "again", PASSWORD))))
                .containsPattern("<input [^>]*id=\"username\"[^>]*aria-invalid");
    }

    private void assertChangesNothing(ConsoleSession session, String pageOfAccount) {
        Map<String, String> form = Map.of("superuser", "yes", "password", PASSWORD, "again", PASSWORD);
        for (String action : List.of("/roles", "/password", "/activate", "/deactivate", "/delete")) {
            assertForbidden(session.post(pageOfAccount + action, form));
        }
        assertForbidden(session.post(USERS, with(form, "username", Unique.text())));
    }

    private static void assertForbidden(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("role=\"alert\"");
    }

    private static String rejected(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).contains("role=\"alert\"");
        return answer.body();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }
}
