package io.tokenledger.api.forwardauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.usage.CredentialKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The headers of an answer to a proxy, for each setting. */
class CallerHeadersTest {
    private static final Caller ALICE = caller("alice", "alice@example.org", 2);

    @ParameterizedTest
    @EnumSource(ForwardAuthHeaders.class)
    void every_setting_has_all_headers_of_the_ledger(ForwardAuthHeaders setting) {
        Map<String, String> headers = setting.of(ALICE);

        assertThat(headers.keySet()).containsAll(ForwardAuthHeaders.MEANINGS.keySet());
        assertThat(headers.get("X-Auth-Username")).isEqualTo("alice");
    }

    @Test
    void settings_add_the_headers_that_users_of_other_gateways_expect() {
        Map<String, String> ofProxy = ForwardAuthHeaders.OAUTH2_PROXY.of(ALICE);
        Map<String, String> ofAuthelia = ForwardAuthHeaders.AUTHELIA.of(ALICE);

        assertThat(ofProxy.get("X-Auth-Request-User"))
                .isEqualTo(ALICE.accountId().toString());
        assertThat(ofProxy.get("X-Auth-Request-Preferred-Username")).isEqualTo("alice");
        assertThat(ofAuthelia.get("Remote-User")).isEqualTo("alice");
        for (Map<String, String> headers : Set.of(ofProxy, ofAuthelia)) {
            String prefix = headers == ofProxy ? "X-Auth-Request-" : "Remote-";
            assertThat(headers.get(prefix + "Email")).isEqualTo("alice@example.org");
            assertThat(headers.get(prefix + "Groups")).isEqualTo(headers.get("X-Auth-Roles"));
        }
        Set<String> aliases = new HashSet<>(ofProxy.keySet());
        aliases.addAll(ofAuthelia.keySet());
        aliases.removeAll(ForwardAuthHeaders.LEDGER.of(ALICE).keySet());
        assertThat(aliases).isEqualTo(ForwardAuthHeaders.ALIASES.keySet());
    }

    /** An administrator of an organization chooses the usernames of its service accounts. */
    @Test
    void a_service_account_cannot_pass_for_the_user_of_the_same_name() {
        Caller serviceAccount = caller("alice", null, 0, AccountKind.SERVICE_ACCOUNT);
        String unique = "service_account:" + serviceAccount.accountId();

        assertThat(ForwardAuthHeaders.AUTHELIA.of(serviceAccount).get("Remote-User"))
                .isEqualTo(unique);
        assertThat(ForwardAuthHeaders.AUTHELIA.of(serviceAccount).get("Remote-Name"))
                .isEqualTo(unique);
        assertThat(ForwardAuthHeaders.OAUTH2_PROXY.of(serviceAccount).get("X-Auth-Request-Preferred-Username"))
                .isEqualTo(unique);
    }

    @ParameterizedTest
    @EnumSource(ForwardAuthHeaders.class)
    void the_headers_of_an_account_in_many_organizations_fit_into_8_kib(ForwardAuthHeaders setting) {
        Map<String, String> headers = setting.of(caller("u".repeat(255), "e".repeat(242) + "@example.org", 100));

        int bytes = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length() + ": \r\n".length())
                .sum();
        assertThat(bytes).isLessThan(7 * 1024); // the status line and other headers have the rest
    }

    @Test
    void roles_and_organizations_name_the_same_organizations() {
        Map<String, String> headers = ForwardAuthHeaders.LEDGER.of(caller("alice", null, 100));

        Set<String> organizations = set(headers.get("X-Auth-Organizations"));
        Set<String> ofRoles = set(headers.get("X-Auth-Roles")).stream()
                .filter(role -> role.contains(":"))
                .map(role -> role.split(":", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(organizations).hasSize(32).isEqualTo(ofRoles);
    }

    @Test
    void an_address_that_no_header_can_contain_is_empty() {
        assertThat(ForwardAuthHeaders.LEDGER
                        .of(caller("alice", "ä@example.org", 0))
                        .get("X-Auth-Email"))
                .isEmpty();
    }

    private static Set<String> set(String values) {
        return new TreeSet<>(Set.of(values.split(",")));
    }

    @ParameterizedTest
    @EnumSource(ForwardAuthHeaders.class)
    void a_service_account_has_no_address_because_its_administrators_choose_it(ForwardAuthHeaders setting) {
        Caller robot = caller("robot", "ceo@corp.example", 1, AccountKind.SERVICE_ACCOUNT);

        assertThat(setting.of(robot).toString()).doesNotContain("ceo@corp.example");
    }

    private static Caller caller(String username, @Nullable String email, int organizations) {
        return caller(username, email, organizations, AccountKind.USER);
    }

    private static Caller caller(String username, @Nullable String email, int organizations, AccountKind kind) {
        Map<UUID, OrganizationRole> memberships = Stream.generate(UUID::randomUUID)
                .limit(organizations)
                .collect(Collectors.toMap(Function.identity(), id -> OrganizationRole.ORGANIZATION_AUDITOR));
        return new Caller(
                UUID.randomUUID(),
                username,
                email,
                kind,
                Set.of(InstanceRole.AUDITOR),
                null,
                memberships,
                CredentialKind.API_KEY,
                UUID.randomUUID(),
                1,
                0,
                null,
                null,
                Instant.parse("2030-01-01T00:00:00Z"),
                Instant.parse("2030-01-01T00:00:00Z"));
    }
}
