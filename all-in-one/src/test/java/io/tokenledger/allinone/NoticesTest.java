package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RecordedEvent;
import io.tokenledger.allinone.harness.Unique;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notices of a running ledger: in the API, by mail, in the calendar and in the audit trail. */
class NoticesTest {
    private static final long MINUTES_OF_40_DAYS = Duration.ofDays(40).toMinutes();

    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static LedgerUnderTest ledger;

    private final Client user = ledger.newUser();

    @BeforeAll
    static void start() {
        MAIL.start();
        ledger = LedgerUnderTest.start(Map.of(
                "ledger.notices.interval", "100ms",
                "ledger.notices.mail.from", "Token Ledger <ledger@example.org>",
                "spring.mail.host", "127.0.0.1",
                "spring.mail.port", String.valueOf(MAIL.getSmtp().getPort()),
                "spring.mail.properties.mail.smtp.starttls.required", "false"));
    }

    @AfterAll
    static void stop() {
        ledger.close();
        MAIL.stop();
    }

    @Test
    void the_owner_of_a_key_in_use_is_told_before_it_expires() {
        String address = Unique.text().toLowerCase(Locale.ROOT) + "@example.org";
        ledger.admin().patch("/users/" + user.id(), Map.of("email", address)).requireStatus(200);
        Answer key = user.post(
                        "/users/me/api_keys", Map.of("name", "nightly", "expires_in_minutes", MINUTES_OF_40_DAYS))
                .requireStatus(201);
        ledger.clock().travel(Duration.ofDays(34));
        Client script = Client.of(ledger).bearer(key.text("key"));
        script.get("/users/me").requireStatus(200);

        await().until(() -> mailsTo(address).count() == 1);
        await().until(() -> awaitNotice(script).get("in_use").asBoolean());

        JsonNode notice = awaitNotice(script);
        assertThat(notice.get("kind").asString()).isEqualTo("expiry");
        assertThat(notice.get("token_name").asString()).isEqualTo("nightly");
        assertThat(notice.get("text").asString()).isEqualTo("expires");
        assertThat(notice.get("advice").asString()).isEqualTo("Replace its value before clients fail.");
        String id = key.text("id");
        await().until(() -> actionsOf(script, id).contains("notice.sent"));
        assertThat(actionsOf(script, id)).contains("token.expiring");
        assertThat(ledger.events().stream().map(event -> event.payload().toString()))
                .noneMatch(event -> event.contains("notice") && event.contains(address));

        script.post("/users/me/api_keys/nightly/rotate", Map.of("expires_in_minutes", MINUTES_OF_40_DAYS))
                .requireStatus(200);
    }

    @Test
    void preferences_keep_what_a_change_does_not_name() {
        assertThat(user.get("/ledger/notices/preferences")
                        .requireStatus(200)
                        .json()
                        .toString())
                .isEqualTo("{\"deadlines\":true,\"signals\":true,\"summaries\":true}");

        user.patch("/ledger/notices/preferences", Map.of("signals", false)).requireStatus(200);
        user.patch("/ledger/notices/preferences", Map.of("signals", false)).requireStatus(200);

        assertThat(user.get("/ledger/notices/preferences").json().toString())
                .isEqualTo("{\"deadlines\":true,\"signals\":false,\"summaries\":true}");
        assertThat(events("notice.preferences_changed")).hasSize(1);
        user.patch("/ledger/notices/preferences", Map.of("mail", false)).requireStatus(400);
    }

    @Test
    void a_calendar_feed_works_until_it_is_reset_or_removed() {
        user.post("/users/me/api_keys", Map.of("name", "weekly", "expires_in_minutes", MINUTES_OF_40_DAYS))
                .requireStatus(201);
        String first = path(user.post("/ledger/notices/calendar", Map.of()).requireStatus(201));

        Answer feed = Client.of(ledger).get(first).requireStatus(200);
        assertThat(feed.header("Content-Type")).startsWith("text/calendar");
        assertThat(feed.body()).contains("“weekly” expires");
        assertThat(ledger.events().stream().map(event -> event.payload().toString()))
                .noneMatch(event -> event.contains(first.replaceAll(".*/|\\.ics", "")));

        String second = path(user.post("/ledger/notices/calendar", Map.of()).requireStatus(201));
        Client.of(ledger).get(first).requireStatus(404);
        Client.of(ledger).get(second).requireStatus(200);
        user.delete("/ledger/notices/calendar").requireStatus(204);
        Client.of(ledger).get(second).requireStatus(404);
        Client.of(ledger).get("/calendar/x.ics").requireStatus(404);
        assertThat(user.get("/ledger/notices/calendar").json().get("reset_at").isNull())
                .isTrue();
    }

    @Test
    void the_feed_of_a_deactivated_account_is_closed() {
        String feed = path(user.post("/ledger/notices/calendar", Map.of()).requireStatus(201));
        ledger.admin().patch("/users/" + user.id(), Map.of("active", false)).requireStatus(200);

        Client.of(ledger).get(feed).requireStatus(404);
    }

    @Test
    void the_link_of_a_summary_ends_it_after_a_post() throws MessagingException {
        String address = Unique.text().toLowerCase(Locale.ROOT) + "@example.org";
        ledger.admin().patch("/users/" + user.id(), Map.of("email", address)).requireStatus(200);
        Answer key = user.post("/users/me/api_keys", Map.of("name", "unused", "expires_in_minutes", MINUTES_OF_40_DAYS))
                .requireStatus(201);
        assertThat(key.text("state")).isEqualTo("active");
        ledger.clock().travel(Duration.ofDays(15));
        await().until(() -> mailsTo(address).count() == 1);
        String header = mailsTo(address).findFirst().orElseThrow().getHeader("List-Unsubscribe")[0];
        String link = header.substring(header.indexOf("/unsubscribe/"), header.length() - 1);

        assertThat(Client.of(ledger).get(link).requireStatus(200).body()).contains("<form method=\"post\">");
        Client again = user.again();
        assertThat(again.get("/ledger/notices/preferences").text("summaries")).isEqualTo("true");
        Client.of(ledger).form(link, Map.of("List-Unsubscribe", "One-Click")).requireStatus(200);
        assertThat(again.get("/ledger/notices/preferences").text("summaries")).isEqualTo("false");
        Client.of(ledger).get(link + "x").requireStatus(404);
    }

    @Test
    void the_console_shows_notices_and_takes_choices() {
        user.post("/users/me/api_keys", Map.of("name", "A & <b>", "expires_in_minutes", MINUTES_OF_40_DAYS))
                .requireStatus(201);
        ledger.clock().travel(Duration.ofDays(34));
        Client again = user.again();
        awaitNotice(again);
        ConsoleSession browser = ConsoleSession.of(ledger, user.username());

        assertThat(browser.get("/console/notices").body())
                .contains(
                        "A &amp; &lt;b&gt;",
                        ">expires<",
                        "If it is no longer needed, there is nothing to do.",
                        "/rotate");
        assertThat(browser.get("/console/notices/count").body()).contains("bell-count", ">1<");
        browser.post("/console/notices/preferences", Map.of("deadlines", "on"));
        assertThat(again.get("/ledger/notices/preferences").json().toString())
                .isEqualTo("{\"deadlines\":true,\"signals\":false,\"summaries\":false}");
        String shown = browser.post("/console/notices/calendar", Map.of()).body();
        String address = shown.replaceAll("(?s).*(/calendar/[^<]+\\.ics).*", "$1");
        Client.of(ledger).get(address).requireStatus(200);
        assertThat(browser.get("/console/notices").body())
                .contains("Replace the address")
                .doesNotContain(address);
        browser.post("/console/notices/calendar/remove", Map.of());
        Client.of(ledger).get(address).requireStatus(404);
    }

    private static JsonNode awaitNotice(Client client) {
        return await().until(
                        () -> client.get("/ledger/notices")
                                .requireStatus(200)
                                .json()
                                .at("/items/0"),
                        notice -> notice.isObject());
    }

    private static Stream<MimeMessage> mailsTo(String address) {
        return Arrays.stream(MAIL.getReceivedMessages()).filter(mail -> {
            try {
                return mail.getHeader("To")[0].equals(address);
            } catch (MessagingException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        });
    }

    private static List<String> actionsOf(Client client, String key) {
        return client.get("/ledger/tokens/" + key + "/timeline")
                .requireStatus(200)
                .json()
                .get("items")
                .valueStream()
                .map(entry -> entry.get("action").asString())
                .toList();
    }

    private List<RecordedEvent> events(String type) {
        String id = user.id();
        return ledger.events().stream()
                .filter(event ->
                        event.type().equals(type) && event.payload().toString().contains(id))
                .toList();
    }

    private static String path(Answer created) {
        String url = created.text("url");
        return url.substring(url.indexOf("/calendar/"));
    }
}
