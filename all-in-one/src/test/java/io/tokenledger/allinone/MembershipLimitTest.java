package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.AccountLock;
import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.command.CommandLimits;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Each event about an account is shown in all of its organizations, so their number is limited. */
class MembershipLimitTest {
    private static final String REASON =
            "An account can be a member of at most 1000 organizations. Remove it from another one first.";

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void an_account_cannot_join_more_organizations_than_the_limit() {
        Client user = ledger.newUser();
        TestOrganization last = TestOrganization.of(ledger);
        TestOrganization further = TestOrganization.of(ledger);
        joinOthers(user, CommandLimits.MAX_ORGANIZATIONS_PER_ACCOUNT - 1);
        last.put(user, "organization_member");

        Answer rejected = put(further, user);

        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.body()).contains(REASON);
        last.put(user, "organization_auditor");
        last.admin().delete(last.path() + "/members/" + user.id()).requireStatus(200);
        further.put(user, "organization_member");
    }

    @Test
    void a_member_above_the_limit_can_get_another_role() {
        Client user = ledger.newUser();
        TestOrganization organization = TestOrganization.of(ledger);
        organization.put(user, "organization_member");
        joinOthers(user, CommandLimits.MAX_ORGANIZATIONS_PER_ACCOUNT + 1);

        organization.put(user, "organization_auditor");
    }

    @Test
    void a_superuser_at_the_limit_creates_no_organization() {
        Client superuser = ledger.newUser();
        String account = "/users/" + superuser.id();
        ledger.admin().patch(account, Map.of("roles", List.of("superuser"))).requireStatus(200);
        joinOthers(superuser, CommandLimits.MAX_ORGANIZATIONS_PER_ACCOUNT);
        Map<String, Object> body = Map.of("name", "org-" + Unique.text());
        try {
            assertThat(superuser.post("/organizations", body).requireStatus(422).body())
                    .contains(REASON);
        } finally {
            ledger.admin().patch(account, Map.of("roles", List.of())).requireStatus(200);
        }

        ledger.admin().post("/organizations", body).requireStatus(201); // the name is still free
    }

    @Test
    void of_two_organizations_that_add_an_account_at_once_the_limit_permits_one() throws Exception {
        Client user = ledger.newUser();
        List<TestOrganization> both = List.of(TestOrganization.of(ledger), TestOrganization.of(ledger));
        joinOthers(user, CommandLimits.MAX_ORGANIZATIONS_PER_ACCOUNT - 1);

        List<Future<Answer>> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                AccountLock lock = AccountLock.of(ledger, user.id())) {
            answers = both.stream()
                    .map(organization -> threads.submit(() -> put(organization, user)))
                    .toList();
            lock.awaitWaiting(2);
        }

        assertThat(answers).extracting(answer -> answer.get().status()).containsExactlyInAnyOrder(200, 422);
    }

    private static Answer put(TestOrganization organization, Client user) {
        return organization
                .admin()
                .put(organization.path() + "/members/" + user.id(), Map.of("role", "organization_member"));
    }

    /** The events of so many memberships would take minutes, and only their rows count. */
    private void joinOthers(Client account, int organizations) {
        ledger.jdbc()
                .update(
                        "INSERT INTO command_side.member SELECT ?, gen_random_uuid(), 'organization_member' FROM generate_series(1, ?)",
                        UUID.fromString(account.id()),
                        organizations);
    }
}
