package io.tokenledger.query.notice;

import static io.tokenledger.query.SampleEvents.DIGEST;
import static io.tokenledger.query.SampleEvents.key;
import static io.tokenledger.query.SampleEvents.serviceAccount;
import static io.tokenledger.query.SampleEvents.use;
import static io.tokenledger.query.SampleEvents.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.notice.IdleDeactivationUpcoming;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.events.notice.RetentionEnding;
import io.tokenledger.events.notice.TokenExpiring;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.organization.TokenPolicyChanged;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DueNoticesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final NoticeFixture ledger = new NoticeFixture(START);
    private final UUID owner = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();
    private final UUID organization = UUID.randomUUID();

    @Test
    void an_expiry_is_announced_once_at_each_stage() {
        Instant expiry = START.plus(Duration.ofDays(90));
        ledger.given(user(owner, "alex"), key(key, owner, "nightly", expiry));

        assertThat(ledger.recordDue()).isEmpty();
        ledger.after(Duration.ofDays(61));
        assertThat(ledger.recordDue()).containsExactly(new TokenExpiring(key, owner, expiry, 30, false));
        assertThat(ledger.recordDue()).isEmpty();
        ledger.given(use(key, owner, ledger.now(), "10.0.0.1", "curl/8")).after(Duration.ofDays(25));
        assertThat(ledger.recordDue()).containsExactly(new TokenExpiring(key, owner, expiry, 7, true));
        ledger.at(expiry);
        assertThat(ledger.recordDue()).containsExactly(new TokenExpiring(key, owner, expiry, 0, true));
        ledger.after(Duration.ofHours(12));
        assertThat(ledger.recordDue()).isEmpty();
    }

    @Test
    void a_new_expiry_has_notices_of_its_own() {
        Instant expiry = START.plus(Duration.ofDays(60));
        Instant later = START.plus(Duration.ofDays(120));
        ledger.given(user(owner, "alex"), key(key, owner, "nightly", expiry)).after(Duration.ofDays(31));
        ledger.recordDue();
        ledger.given(new TokenRotated(key, owner, DIGEST, 2, 0, null, later));

        assertThat(ledger.recordDue()).isEmpty();
        ledger.at(later.minus(Duration.ofDays(29)));
        assertThat(ledger.recordDue()).containsExactly(new TokenExpiring(key, owner, later, 30, false));
    }

    @Test
    void keys_that_do_not_work_need_no_notice() {
        ledger.given(
                user(owner, "alex"),
                key(key, owner, "nightly", START.plus(Duration.ofDays(40))),
                new TokenDeactivated(key, owner, "lost"));

        assertThat(ledger.after(Duration.ofDays(35)).recordDue()).isEmpty();
    }

    @Test
    void the_end_of_a_retention_is_announced_only_if_the_previous_value_is_in_use() {
        UUID unused = UUID.randomUUID();
        Instant end = START.plus(Duration.ofDays(4));
        ledger.given(
                user(owner, "alex"),
                key(key, owner, "nightly", null),
                key(unused, owner, "weekly", null),
                new TokenRotated(key, owner, DIGEST, 2, 5_760, end, null),
                new TokenRotated(unused, owner, DIGEST, 2, 5_760, end, null));
        ledger.after(Duration.ofHours(1)).given(useOf(key, 1), useOf(unused, 2));

        assertThat(ledger.after(Duration.ofDays(2)).recordDue()).isEmpty();
        assertThat(ledger.after(Duration.ofDays(1)).recordDue())
                .containsExactly(new RetentionEnding(key, owner, 1, end));
        assertThat(ledger.recordDue()).isEmpty();
    }

    @Test
    void an_idle_deactivation_is_announced_until_the_key_is_used() {
        ledger.given(
                user(owner, "alex"),
                new OrganizationCreated(organization, "acme", null),
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER),
                new TokenPolicyChanged(organization, new TokenPolicy(TokenCreation.ALLOWED, null, 60, true, 50, null)),
                key(key, owner, "nightly", null));
        Instant end = START.plus(Duration.ofDays(60));

        assertThat(ledger.after(Duration.ofDays(52)).recordDue()).isEmpty();
        assertThat(ledger.after(Duration.ofDays(2)).recordDue())
                .containsExactly(new IdleDeactivationUpcoming(key, owner, organization, end, 7, false));
        assertThat(kindsFor(owner)).containsExactly(NoticeKind.IDLE_DEACTIVATION);
        ledger.after(Duration.ofDays(1)).given(use(key, owner, ledger.now(), "10.0.0.1", "curl/8"));
        assertThat(kindsFor(owner)).isEmpty();
        assertThat(ledger.at(end).recordDue()).isEmpty();
    }

    @Test
    void administrators_are_told_of_service_accounts_and_late_of_keys_in_use() {
        UUID admin = UUID.randomUUID();
        UUID machine = UUID.randomUUID();
        UUID machineKey = UUID.randomUUID();
        Instant expiry = START.plus(Duration.ofDays(40));
        ledger.given(
                user(owner, "alex"),
                user(admin, "kim"),
                serviceAccount(machine, "ci", organization),
                new OrganizationCreated(organization, "acme", null),
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER),
                new MemberAdded(organization, admin, OrganizationRole.ORGANIZATION_ADMIN),
                key(key, owner, "nightly", expiry),
                key(machineKey, machine, "deploy", expiry));

        ledger.after(Duration.ofDays(11)).given(use(key, owner, ledger.now(), "10.0.0.1", "curl/8"));
        ledger.recordDue();
        assertThat(keysFor(owner)).containsExactly(key);
        assertThat(keysFor(machine)).containsExactly(machineKey);
        assertThat(keysFor(admin)).containsExactly(machineKey);
        ledger.at(expiry.minus(Duration.ofDays(7)));
        ledger.recordDue();
        assertThat(keysFor(admin)).containsExactlyInAnyOrder(machineKey, key);
    }

    @Test
    void administrators_learn_nothing_of_uses_before_the_owner_joined() {
        UUID admin = UUID.randomUUID();
        Instant expiry = START.plus(Duration.ofDays(20));
        ledger.given(user(owner, "alex"), user(admin, "kim"), key(key, owner, "nightly", expiry));
        ledger.at(START.plus(Duration.ofDays(12))).given(use(key, owner, ledger.now(), "10.0.0.1", "curl/8"));
        ledger.after(Duration.ofHours(1))
                .given(
                        new OrganizationCreated(organization, "acme", null),
                        new MemberAdded(organization, admin, OrganizationRole.ORGANIZATION_ADMIN),
                        new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER));
        ledger.at(expiry.minus(Duration.ofDays(7)));
        ledger.recordDue();

        assertThat(keysFor(owner)).containsExactly(key);
        assertThat(keysFor(admin)).isEmpty();
        ledger.given(use(key, owner, ledger.now(), "10.0.0.1", "curl/8"));
        assertThat(keysFor(admin)).containsExactly(key);
    }

    @Test
    void the_earliest_deactivation_counts_and_none_without_its_policy() {
        UUID other = UUID.randomUUID();
        TokenPolicy sixty = new TokenPolicy(TokenCreation.ALLOWED, null, 60, true, 50, null);
        ledger.given(
                user(owner, "alex"),
                new OrganizationCreated(organization, "acme", null),
                new OrganizationCreated(other, "beta", null),
                new MemberAdded(organization, owner, OrganizationRole.ORGANIZATION_MEMBER),
                new MemberAdded(other, owner, OrganizationRole.ORGANIZATION_MEMBER),
                new TokenPolicyChanged(organization, sixty),
                new TokenPolicyChanged(other, new TokenPolicy(TokenCreation.ALLOWED, null, 66, true, 50, null)),
                key(key, owner, "nightly", null));
        ledger.after(Duration.ofDays(59).plusHours(1));
        ledger.recordDue();

        assertThat(ledger.recipients().of(owner, ledger.now()))
                .singleElement()
                .satisfies(notice -> assertThat(notice.deadline()).isEqualTo(START.plus(Duration.ofDays(60))));
        ledger.given(
                new TokenPolicyChanged(organization, TokenPolicy.NONE),
                new TokenPolicyChanged(other, TokenPolicy.NONE));
        assertThat(kindsFor(owner)).isEmpty();
    }

    private List<NoticeKind> kindsFor(UUID account) {
        return ledger.recipients().of(account, ledger.now()).stream()
                .map(RecipientNotice::kind)
                .toList();
    }

    private List<UUID> keysFor(UUID account) {
        return ledger.recipients().of(account, ledger.now()).stream()
                .map(RecipientNotice::tokenId)
                .toList();
    }

    private TokenUsed useOf(UUID token, int generation) {
        return new TokenUsed(
                token,
                owner,
                generation,
                Channel.BEARER,
                CredentialKind.API_KEY,
                null,
                "10.0.0.1",
                "curl/8",
                "GET /users/me",
                ledger.now(),
                ledger.now(),
                1,
                null);
    }
}
