package io.tokenledger.query.notice.mail;

import static io.tokenledger.query.SampleEvents.key;
import static io.tokenledger.query.SampleEvents.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.notice.NoticeFailed;
import io.tokenledger.events.notice.NoticePreferencesChanged;
import io.tokenledger.events.notice.NoticeProblem;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.query.notice.NoticeFixture;
import io.tokenledger.query.notice.SendResult;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeMailTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant EXPIRY = START.plus(Duration.ofDays(40));

    private final NoticeFixture ledger = new NoticeFixture(START);
    private final MailFixture mail = new MailFixture(ledger);
    private final UUID owner = UUID.randomUUID();
    private final UUID token = UUID.randomUUID();

    @AfterEach
    void stop() {
        mail.close();
    }

    @Test
    void the_owner_of_a_key_in_use_is_told_what_to_do() throws MessagingException {
        ledger.given(user(owner, "alex"), key(token, owner, "nightly", EXPIRY));
        ledger.at(EXPIRY.minus(Duration.ofDays(7))).given(use(token, owner, ledger.now(), "10.1.2.3", "curl/8"));

        mail.run();
        mail.run();

        assertThat(mail.mails()).hasSize(1);
        MimeMessage sent = mail.mails().getFirst();
        assertThat(sent.getSubject()).isEqualTo("\"nightly\" expires in 7 days");
        assertThat(sent.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(sent.getHeader("List-Unsubscribe")).isNull();
        assertThat(sent.getHeader("To")).containsExactly("alex@example.org");
        assertThat(MailFixture.text(sent))
                .contains(token.toString(), "10.1.2.0/24", "/users/me/api_keys/" + token + "/rotate")
                .doesNotContainIgnoringCase("sign in", "log in", "click", "review");
        NoticeSent record = ledger.recorded(NoticeSent.class).getFirst();
        assertThat(sent.getMessageID()).isEqualTo("<" + record.notice().messageId() + "@example.org>");
        assertThat(record.toString()).doesNotContain("alex@example.org");
    }

    @Test
    void at_most_one_mail_is_sent_to_a_person_on_a_day() {
        UUID other = UUID.randomUUID();
        ledger.given(
                user(owner, "alex"),
                key(token, owner, "nightly", EXPIRY),
                key(other, owner, "hourly", EXPIRY.plus(Duration.ofHours(2))));
        ledger.at(EXPIRY.minus(Duration.ofDays(7)))
                .given(
                        use(token, owner, ledger.now(), "10.1.2.3", "curl/8"),
                        use(other, owner, ledger.now(), "10.1.2.3", "curl/8"));

        mail.run();
        ledger.after(Duration.ofHours(3));
        mail.run();
        assertThat(mail.mails()).hasSize(1);
        ledger.after(Duration.ofHours(12));
        mail.run();
        assertThat(mail.mails()).hasSize(2);
        assertThat(MailFixture.text(mail.mails().getLast())).contains("hourly").doesNotContain("nightly");
    }

    @Test
    void keys_that_nobody_uses_are_in_a_weekly_summary_that_can_be_ended() throws MessagingException {
        List<LedgerEvent> events = new ArrayList<>(List.of(user(owner, "alex")));
        for (int i = 0; i < 20; i++) {
            events.add(key(UUID.randomUUID(), owner, "key-" + i, EXPIRY.plus(Duration.ofDays(i))));
        }
        ledger.given(events.toArray(LedgerEvent[]::new));

        List<Instant> sentAt = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            ledger.at(START.plus(Duration.ofDays(day)));
            int before = mail.mails().size();
            mail.run();
            if (mail.mails().size() > before) {
                sentAt.add(ledger.now());
            }
        }

        assertThat(sentAt).hasSize(3);
        assertThat(Duration.between(sentAt.get(0), sentAt.get(1))).isGreaterThanOrEqualTo(Duration.ofDays(7));
        MimeMessage summary = mail.mails().getFirst();
        assertThat(summary.getHeader("List-Unsubscribe")[0]).startsWith("<https://ledger.example.org/unsubscribe/");
        assertThat(summary.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        ledger.given(new NoticePreferencesChanged(owner, true, true, false)).after(Duration.ofDays(14));
        mail.run();
        assertThat(mail.mails()).hasSize(3);
    }

    @Test
    void many_keys_that_expire_on_one_day_are_one_mail_for_each_owner() {
        assertThatEachOwnerGetsOneMail(20);
    }

    @Test
    @Tag("slow")
    void ten_thousand_keys_of_two_hundred_owners_are_two_hundred_mails() {
        assertThatEachOwnerGetsOneMail(200);
    }

    private void assertThatEachOwnerGetsOneMail(int owners) {
        Instant sendTime = EXPIRY.minus(Duration.ofDays(7));
        for (int i = 0; i < owners; i++) {
            UUID account = UUID.randomUUID();
            List<UUID> keys = Stream.generate(UUID::randomUUID).limit(50).toList();
            ledger.at(START).given(user(account, "user-" + i));
            ledger.given(keys.stream()
                    .map(id -> key(id, account, "key-" + id, EXPIRY))
                    .toArray(LedgerEvent[]::new));
            ledger.at(sendTime)
                    .given(keys.stream()
                            .map(id -> use(id, account, sendTime, "10.0.0.1", "curl/8"))
                            .toArray(LedgerEvent[]::new));
        }

        for (int run = 0; run < 3; run++) {
            mail.run();
            ledger.after(Duration.ofHours(1));
        }

        assertThat(mail.mails()).hasSize(owners);
        assertThat(ledger.recorded(NoticeSent.class)).hasSize(owners * 50);
    }

    @Test
    void a_mail_server_that_was_down_for_a_day_causes_one_mail() {
        ledger.given(user(owner, "alex"), key(token, owner, "nightly", EXPIRY))
                .at(EXPIRY.minus(Duration.ofDays(7)))
                .given(use(token, owner, ledger.now(), "10.1.2.3", "curl/8"));
        mail.stopServer();

        for (int hour = 0; hour < 24; hour++) {
            mail.run();
            ledger.after(Duration.ofHours(1));
        }
        assertThat(ledger.recorded(NoticeFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.problem()).isEqualTo(NoticeProblem.SERVER_UNAVAILABLE);
            assertThat(failed.notice().tokenId()).isEqualTo(token);
        });
        mail.startServer();
        for (int hour = 0; hour < 4; hour++) {
            mail.run();
            ledger.after(Duration.ofHours(1));
        }

        assertThat(mail.mails()).hasSize(1);
        assertThat(ledger.recorded(NoticeSent.class)).hasSize(1);
    }

    @Test
    void a_run_says_what_became_of_its_mails_and_counts_their_notices() throws IOException {
        UUID rejected = UUID.randomUUID();
        ledger.given(
                user(owner, "alex"),
                user(rejected, "gone"),
                key(token, owner, "nightly", EXPIRY),
                key(UUID.randomUUID(), owner, "hourly", EXPIRY),
                key(UUID.randomUUID(), rejected, "weekly", EXPIRY));
        ledger.at(EXPIRY.minus(Duration.ofDays(7)));
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            mail.useServer(server.port());
            server.replyToRecipient(to -> to.startsWith("gone") ? "550 no such user" : "451 greylisted");
            assertThat(mail.run()).contains(new SendResult(0, 1, 1, 0));
            server.replyToRecipient(to -> "250 ok");
            assertThat(mail.run()).contains(SendResult.ACCEPTED);
            assertThat(mail.run()).contains(SendResult.NONE);
        }

        assertThat(mail.counted("ledger.notices.sent", "mail")).isEqualTo(2);
        assertThat(mail.counted("ledger.notices.failed", "server_unavailable")).isEqualTo(2);
        assertThat(mail.counted("ledger.notices.failed", "address_rejected")).isEqualTo(1);
    }

    @Test
    void a_run_in_the_pause_after_failures_says_nothing_about_the_server() {
        for (int i = 0; i < 3; i++) {
            UUID account = UUID.randomUUID();
            ledger.given(user(account, "user-" + i), key(UUID.randomUUID(), account, "nightly", EXPIRY));
        }
        ledger.at(EXPIRY.minus(Duration.ofDays(7)));
        mail.stopServer();

        assertThat(mail.run()).contains(new SendResult(0, 0, 0, 3));
        assertThat(mail.run()).isEmpty();
    }

    @Test
    void a_mail_that_is_rejected_after_a_failure_is_not_tried_again() throws IOException {
        ledger.given(user(owner, "alex"), key(token, owner, "nightly", EXPIRY));
        ledger.at(EXPIRY.minus(Duration.ofDays(7)));
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            mail.useServer(server.port());
            server.replyToRecipient(to -> "451 greylisted");
            mail.run();
            server.replyToRecipient(to -> "550 no such user");
            assertThat(mail.run()).contains(SendResult.REJECTED);
            assertThat(mail.run()).contains(SendResult.NONE);
        }

        assertThat(ledger.recorded(NoticeFailed.class))
                .extracting(NoticeFailed::problem)
                .containsExactly(NoticeProblem.SERVER_UNAVAILABLE, NoticeProblem.ADDRESS_REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"452 try later", "421 closing"})
    void a_server_that_accepts_no_sender_now_gets_the_notices_later(String reply) throws IOException {
        ledger.given(user(owner, "alex"), key(token, owner, "nightly", EXPIRY))
                .at(EXPIRY.minus(Duration.ofDays(7)))
                .given(use(token, owner, ledger.now(), "10.1.2.3", "curl/8"));
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            mail.useServer(server.port());
            server.replyToSender(reply);
            mail.run();
            server.replyToSender("250 ok");
            mail.run();

            assertThat(server.accepted()).containsExactly("alex@example.org");
        }
    }

    @Test
    void an_address_that_is_refused_for_now_is_tried_again_and_one_that_is_rejected_is_not() throws IOException {
        UUID rejected = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        ledger.given(
                user(owner, "alex"),
                user(rejected, "gone"),
                user(other, "kim"),
                key(token, owner, "nightly", EXPIRY),
                key(UUID.randomUUID(), rejected, "hourly", EXPIRY),
                key(UUID.randomUUID(), other, "weekly", EXPIRY));
        ledger.at(EXPIRY.minus(Duration.ofDays(7)));
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            mail.useServer(server.port());
            server.replyToRecipient(to ->
                    to.startsWith("gone") ? "550 no such user" : to.startsWith("alex") ? "451 greylisted" : "250 ok");
            mail.run();
            assertThat(server.accepted()).containsExactly("kim@example.org");
            server.replyToRecipient(to -> "250 ok");
            mail.run();
            mail.run();

            assertThat(server.accepted()).containsExactly("kim@example.org", "alex@example.org");
        }
        assertThat(ledger.recorded(NoticeFailed.class))
                .extracting(NoticeFailed::problem)
                .containsExactlyInAnyOrder(NoticeProblem.ADDRESS_REJECTED, NoticeProblem.SERVER_UNAVAILABLE);
    }

    @Test
    void accounts_with_the_same_address_get_one_mail_a_day() {
        UUID other = UUID.randomUUID();
        ledger.given(
                user(owner, "alex"),
                new AccountRegistered(
                        other, AccountKind.USER, "alex2", "Alex", "Alex@Example.org", Set.of(), null, null),
                key(token, owner, "nightly", EXPIRY),
                key(UUID.randomUUID(), other, "hourly", EXPIRY));
        ledger.at(EXPIRY.minus(Duration.ofDays(7)));

        mail.run();
        mail.run();

        assertThat(mail.mails()).hasSize(1);
    }

    @Test
    void the_contact_of_a_service_account_needs_the_domain_of_a_member() {
        UUID organization = UUID.randomUUID();
        UUID team = UUID.randomUUID();
        UUID stranger = UUID.randomUUID();
        ledger.given(
                user(owner, "alex"),
                new OrganizationCreated(organization, "acme", null),
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER),
                serviceAccount(team, "team@EXAMPLE.org", organization),
                serviceAccount(stranger, "victim@elsewhere.example", organization),
                key(UUID.randomUUID(), team, "deploy", EXPIRY),
                key(UUID.randomUUID(), stranger, "spam", EXPIRY));
        ledger.at(EXPIRY.minus(Duration.ofDays(7)));

        mail.run();

        assertThat(mail.mails())
                .singleElement()
                .satisfies(sent -> assertThat(sent.getHeader("To")).containsExactly("team@EXAMPLE.org"));
    }

    private static AccountRegistered serviceAccount(UUID id, String address, UUID organization) {
        return new AccountRegistered(
                id, AccountKind.SERVICE_ACCOUNT, "sa-" + id, "Robot", address, Set.of(), null, organization);
    }

    @Test
    void a_crash_between_sending_and_recording_causes_one_duplicate_with_the_same_id() throws MessagingException {
        ledger.given(user(owner, "alex"), key(token, owner, "nightly", EXPIRY))
                .at(EXPIRY.minus(Duration.ofDays(7)))
                .given(use(token, owner, ledger.now(), "10.1.2.3", "curl/8"));
        mail.endBeforeRecording();

        assertThatThrownBy(mail::run).hasMessage("the process ends here");
        mail.run();
        mail.run();

        assertThat(mail.mails()).hasSize(2);
        assertThat(mail.mails().get(0).getMessageID())
                .isEqualTo(mail.mails().get(1).getMessageID());
        assertThat(ledger.recorded(NoticeSent.class)).hasSize(1);
    }

    @Test
    void tables_that_are_rebuilt_from_events_send_nothing_again() {
        List<LedgerEvent> events = List.of(user(owner, "alex"), key(token, owner, "nightly", EXPIRY));
        Instant sendTime = EXPIRY.minus(Duration.ofDays(7));
        LedgerEvent used = use(token, owner, sendTime, "10.1.2.3", "curl/8");
        ledger.given(events.toArray(LedgerEvent[]::new)).at(sendTime).given(used);
        mail.run();
        NoticeFixture rebuilt = new NoticeFixture(START).given(events.toArray(LedgerEvent[]::new));
        rebuilt.at(sendTime).given(used);
        List<NoticeEvent> all = ledger.recorded(NoticeEvent.class);
        rebuilt.given(all.toArray(LedgerEvent[]::new));

        try (MailFixture again = new MailFixture(rebuilt)) {
            again.run();

            assertThat(all).hasSize(2);
            assertThat(again.mails()).isEmpty();
        }
    }

    @Test
    void accounts_without_an_address_and_inactive_accounts_get_no_mail() {
        UUID gone = UUID.randomUUID();
        UUID goneKey = UUID.randomUUID();
        ledger.given(
                new AccountRegistered(owner, AccountKind.USER, "alex", "Alex", null, Set.of(), null, null),
                user(gone, "kim"),
                key(token, owner, "nightly", EXPIRY),
                key(goneKey, gone, "hourly", EXPIRY),
                new AccountDeactivated(gone, "left"));
        ledger.at(EXPIRY.minus(Duration.ofDays(7)))
                .given(
                        use(token, owner, ledger.now(), "10.1.2.3", "curl/8"),
                        use(goneKey, gone, ledger.now(), "10.1.2.3", "curl/8"));

        mail.run();

        assertThat(mail.mails()).isEmpty();
    }

    @Test
    void a_name_that_looks_like_a_header_stays_in_the_subject() throws MessagingException {
        String name = "x\r\nBcc: eve@example.org";
        ledger.given(user(owner, "alex"), key(token, owner, name, EXPIRY))
                .at(EXPIRY.minus(Duration.ofDays(7)))
                .given(use(token, owner, ledger.now(), "10.1.2.3", "curl/8"));

        mail.run();

        assertThat(mail.mails())
                .singleElement()
                .satisfies(sent -> assertThat(sent.getHeader("Bcc")).isNull());
    }

    private static AccountRegistered user(UUID id, String username) {
        return new AccountRegistered(
                id, AccountKind.USER, username, username, username + "@example.org", Set.of(), null, null);
    }
}
