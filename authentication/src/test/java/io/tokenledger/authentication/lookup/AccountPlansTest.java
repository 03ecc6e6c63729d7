package io.tokenledger.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.testsupport.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An index finds an account by its username, however many accounts there are. */
class AccountPlansTest {
    private static final TestDatabase DATABASE = TestDatabase.of("events", "command_side");
    private static final int ACCOUNTS = 5_000;
    private static final UUID ORGANIZATION = UUID.randomUUID();

    @BeforeAll
    static void addAccounts() {
        for (UUID organization : new UUID[] {null, ORGANIZATION, UUID.randomUUID()}) {
            DATABASE.template().update("""
                    INSERT INTO command_side.account (account_id, kind, username, username_key, name, roles,
                        organization_id, active, session_generation, created_at, version)
                    SELECT gen_random_uuid(), 'user', 'name-' || n, 'name-' || n, 'name', '{}', ?, true, 1, now(), 0
                    FROM generate_series(1, ?) n""", organization, ACCOUNTS);
        }
        DATABASE.template().execute("ANALYZE command_side.account");
    }

    @Test
    void a_user() {
        assertThat(plan(AccountRepository.USER_BY_NAME, "name-7"))
                .contains("account_username_once", "organization_id IS NULL) AND (username_key =");
    }

    @Test
    void a_service_account() {
        assertThat(plan(AccountRepository.SERVICE_ACCOUNT_BY_NAME, ORGANIZATION, "name-7"))
                .contains("account_username_once", "AND (username_key =");
    }

    private static String plan(String sql, Object... values) {
        List<String> plan = DATABASE.template().queryForList("EXPLAIN " + sql, String.class, values);
        return String.join("\n", plan);
    }
}
