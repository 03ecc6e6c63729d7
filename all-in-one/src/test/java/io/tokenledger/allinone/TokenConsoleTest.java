package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the pages and forms of a token say about its state and its policy, without a browser. */
class TokenConsoleTest {
    /** Its own, because times of uses and of events must be of the same clock; see {@code TravelClock}. */
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final String name = acme.admin().get(acme.path()).text("name");
    private final Client user = acme.member();
    private final ConsoleSession owner = ConsoleSession.of(LEDGER, user.username());
    private final ConsoleSession admin = ConsoleSession.of(LEDGER, acme.admin().username());

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_rotation_of_a_deactivated_token_says_that_it_stays_deactivated() {
        String id = expiring("nightly", 40_000);
        use(user.post("/users/me/api_keys/nightly/rotate", Map.of()).requireStatus(200), "job/1");
        user.patch("/users/me/api_keys/" + id, Map.of("active", false)).requireStatus(200);
        String page = page(id) + "/rotate";

        await().untilAsserted(() -> assertThat(owner.get(page).body())
                .contains("The token stays deactivated.", "until you activate the token", "the same date as now")
                .doesNotContain("name=\"retain\"", "cannot activate"));
        HttpResponse<String> rotated = owner.post(page, Map.of("expiry", "", "etag", etag(owner.get(page))));

        assertThat(rotated.statusCode()).isEqualTo(200);
        assertThat(rotated.body())
                .contains("The token is still deactivated.", "the previous value does not work any more")
                .doesNotContain("Move your scripts");
    }

    @Test
    void a_rotation_of_a_token_that_an_administrator_ended_leads_to_a_new_one() {
        String id = user.createKey("nightly").text("id");
        acme.admin()
                .post("/ledger/tokens/deactivations", Map.of("tokens", List.of(id), "reason", "stolen laptop"))
                .requireStatus(200);

        await().untilAsserted(() -> assertThat(owner.get(page(id) + "/rotate").body())
                .contains("you cannot activate the token. Create a new token, or ask an administrator.")
                .doesNotContain("name=\"retain\""));
    }

    @Test
    void a_deactivated_token_shows_no_end_of_its_previous_value() {
        Answer key = user.createKey("nightly");
        use(key, "job/1");
        rotateWithRetention();
        use(key, "job/1");
        await().untilAsserted(() ->
                assertThat(owner.get(page(key.text("id"))).body()).contains("The value before the last rotation"));
        user.patch("/users/me/api_keys/nightly", Map.of("active", false)).requireStatus(200);

        await().untilAsserted(() -> assertThat(owner.get(page(key.text("id"))).body())
                .contains("<strong>Deactivated</strong>")
                .doesNotContain("The value before the last rotation"));
    }

    @Test
    void a_rotation_offers_the_date_of_the_token_unless_a_policy_rejects_it() {
        String id = expiring("nightly", 40_000);
        assertThat(owner.get(page(id) + "/rotate").body()).contains("the same date as now", ">90 days<");
        policy(Map.of("max_lifetime_minutes", 28_800));

        assertThat(owner.get(page(id) + "/rotate").body())
                .contains(">7 days<", ">20 days<")
                .doesNotContain("the same date as now", ">30 days<");
        HttpResponse<String> rotated = owner.post(
                page(id) + "/rotate", Map.of("retain", "0", "expiry", "20", "etag", etag(owner.get(page(id)))));
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(200);
    }

    @Test
    void only_clients_that_used_the_previous_value_after_the_rotation_are_marked() {
        Answer key = user.createKey("nightly");
        use(key, "before/1");
        rotateWithRetention();
        use(key, "after/1");

        await().untilAsserted(() -> assertThat(owner.get(page(key.text("id"))).body())
                .contains("Uses of the last minute may be missing.")
                .containsPattern("after/1</bdi>\\s*<span class=\"tag")
                .doesNotContainPattern("before/1</bdi>\\s*<span class=\"tag"));
    }

    @Test
    void a_typed_date_is_taken_or_the_form_says_that_another_expiry_is_chosen() {
        LocalDate day =
                LocalDate.ofInstant(LEDGER.clock().instant(), ZoneOffset.UTC).plusDays(10);
        assertThat(owner.get("/console/tokens/new").body())
                .contains("min=\"" + day.minusDays(10) + "\"", "last day, in UTC");

        HttpResponse<String> both =
                owner.post("/console/tokens", Map.of("name", "nightly", "expiry", "30", "date", day.toString()));
        assertThat(both.statusCode()).isEqualTo(422);
        assertThat(both.body())
                .contains("You typed a date and chose another expiry.", "value=\"nightly\"", "value=\"" + day + "\"");
        HttpResponse<String> date = owner.post("/console/tokens", Map.of("name", "nightly", "date", day.toString()));

        assertThat(date.statusCode()).isEqualTo(200);
        assertThat(user.get("/users/me/api_keys/nightly").text("expires_at")).startsWith(day.plusDays(1) + "T00:00:00");
    }

    @Test
    void a_policy_that_allows_no_token_is_named_before_the_form() {
        String form = "/console/tokens/new";
        policy(Map.of("creation", "admins_only"));
        assertThat(owner.get(form).body())
                .contains("Only administrators of " + name + " may create tokens. Ask one of them.")
                .doesNotContain("name=\"expiry\"");
        assertThat(admin.get(form).body()).contains("name=\"expiry\"").doesNotContain("Only administrators of");

        policy(Map.of("creation", "forbidden"));
        assertThat(admin.get(form).body())
                .contains(name + " allows no personal access tokens.")
                .doesNotContain("name=\"expiry\"");
        String account = acme.serviceAccount();
        assertThat(admin.get("/console" + acme.path() + "/service-accounts/" + account + "/keys/new")
                        .body())
                .contains("name=\"expiry\"");
    }

    @Test
    void the_form_says_how_many_tokens_exist_and_how_many_a_policy_allows() {
        String form = "/console/tokens/new";
        policy(Map.of("max_keys_per_account", 2));
        user.createKey("first");
        await().untilAsserted(() -> assertThat(owner.get(form).body())
                .contains("Your account has 1 token, and may have 2. Each token counts"));
        user.createKey("second");
        user.patch("/users/me/api_keys/second", Map.of("active", false)).requireStatus(200);

        await().untilAsserted(() -> assertThat(owner.get(form).body())
                .contains("Your account has 2 tokens, and a token policy allows <span>2</span>.", "Delete a token"));
        assertThat(admin.get("/console" + acme.path() + "/service-accounts/" + acme.serviceAccount() + "/keys/new")
                        .body())
                .contains("The service account has 0 tokens, and may have 2.");
    }

    @Test
    void the_longest_lifetime_of_a_policy_is_a_choice() {
        policy(Map.of("max_lifetime_minutes", 28_800));
        assertThat(owner.get("/console/tokens/new").body())
                .containsPattern("value=\"20\" checked=\"checked\">\\s*<span>20 days<")
                .doesNotContain("value=\"30\"", "value=\"never\"");
        assertThat(owner.post("/console/tokens", Map.of("name", "long", "expiry", "20"))
                        .statusCode())
                .isEqualTo(200);

        policy(Map.of("max_lifetime_minutes", 90));
        assertThat(owner.get("/console/tokens/new").body()).contains("value=\"PT90M\"", "90 minutes");
        assertThat(owner.post("/console/tokens", Map.of("name", "short", "expiry", "PT90M"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_use_of_a_deactivated_token_is_told_as_such() {
        Answer key = user.createKey("nightly");
        user.patch("/users/me/api_keys/nightly", Map.of("active", false)).requireStatus(200);
        use(key, "job/1");

        await().untilAsserted(() -> assertThat(owner.get("/console/notices").body())
                .contains("was used while it was deactivated", "give it another token")
                .doesNotContain("replace its value at once"));
        await().untilAsserted(() -> assertThat(
                        admin.get("/console/review/signals").body())
                .contains("used with a value that no longer works: <bdi class=\"wrap\">the token was deactivated")
                .doesNotContain("a value that is deactivated was used"));
    }

    @Test
    void administrators_see_that_earlier_uses_may_be_hidden() {
        Client late = LEDGER.newUser();
        Answer key = late.createKey("nightly");
        use(key, "job/1");
        acme.put(late, "organization_member");
        String id = key.text("id");

        await().untilAsserted(() -> assertThat(
                        admin.get("/console/review/tokens?owner=" + late.id()).body())
                .contains("none that you may see"));
        assertThat(admin.get(page(id)).body()).contains("No use in the last 30 days that you may see.");
        assertThat(ConsoleSession.of(LEDGER, late.username()).get(page(id)).body())
                .contains("Used <strong>1</strong>");
        String unused = user.createKey("unused").text("id");
        await().untilAsserted(
                        () -> assertThat(owner.get(page(unused)).body()).contains("Not used in the last 30 days."));
    }

    @Test
    void a_token_of_another_account_leads_back_to_the_review() {
        String id = user.createKey("nightly").text("id");

        await().untilAsserted(() -> assertThat(admin.get(page(id)).body())
                .contains(
                        "<a href=\"/console/review/tokens\">Tokens</a>",
                        "href=\"/console/review\" aria-current=\"page\"")
                .doesNotContain("crumbs\"><a href=\"/console/tokens\""));
        assertThat(owner.get(page(id)).body())
                .contains("crumbs\"><a href=\"/console/tokens\">Access tokens</a>")
                .doesNotContain("/console/review/tokens");
    }

    private String expiring(String token, int minutes) {
        return user.post("/users/me/api_keys", Map.of("name", token, "expires_in_minutes", minutes))
                .requireStatus(201)
                .text("id");
    }

    private void rotateWithRetention() {
        user.post("/users/me/api_keys/nightly/rotate", Map.of("retain_period_minutes", 60))
                .requireStatus(200);
    }

    private void policy(Map<String, ?> rules) {
        acme.admin().put(acme.path() + "/token_policy", rules).requireStatus(200);
    }

    private static void use(Answer key, String agent) {
        Client.of(LEDGER).bearer(key.text("key")).with("User-Agent", agent).get("/users/me");
    }

    private static String page(String id) {
        return "/console/tokens/" + id;
    }

    private static String etag(HttpResponse<String> page) {
        return page.body()
                .replaceAll("(?s).*?name=\"etag\" value=\"([^\"]*)\".*", "$1")
                .replace("&quot;", "\"");
    }
}
