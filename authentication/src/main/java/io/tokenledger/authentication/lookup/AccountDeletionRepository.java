package io.tokenledger.authentication.lookup;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.coherence.ApplyMode;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Applies the deletion of an account to the lookup tables. Its password and identity are deleted too: the next sign-in
 * with the same identity registers a new account. Each organization keeps an administrator that is not deleted.
 */
@Repository
class AccountDeletionRepository {
    private final JdbcClient jdbc;
    private final AccountRepository accounts;

    AccountDeletionRepository(JdbcClient jdbc, AccountRepository accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /** Locks rows in the order of other changes: the password, organizations, the account. */
    void delete(UUID accountId, long version, ApplyMode mode) {
        jdbc.sql("DELETE FROM command_side.local_password WHERE account_id = ?")
                .param(accountId)
                .update();
        if (!mode.isReplaying()) {
            lockAdministratedOrganizations(accountId);
        }
        accounts.delete(accountId, version, mode);
        jdbc.sql("DELETE FROM command_side.identity WHERE account_id = ?")
                .param(accountId)
                .update();
        if (!mode.isReplaying()) {
            requireOtherAdministrators(accountId);
        }
    }

    /** Serializes the deletion with changes that could remove another administrator of the same organizations. */
    private void lockAdministratedOrganizations(UUID accountId) {
        jdbc.sql("""
                        SELECT o.organization_id FROM command_side.organization o
                        WHERE o.organization_id IN (
                            SELECT m.organization_id FROM command_side.member m
                            WHERE m.account_id = ? AND m.role = 'organization_admin')
                        ORDER BY o.organization_id FOR NO KEY UPDATE""").param(accountId).query(UUID.class).list();
    }

    private void requireOtherAdministrators(UUID accountId) {
        Optional<String> organization =
                jdbc.sql("""
                        SELECT o.name FROM command_side.member m
                        JOIN command_side.organization o ON o.organization_id = m.organization_id
                        WHERE m.account_id = ? AND m.role = 'organization_admin' AND NOT EXISTS (
                            SELECT FROM command_side.member n
                            JOIN command_side.account b ON b.account_id = n.account_id AND NOT b.deleted
                            WHERE n.organization_id = m.organization_id AND n.role = 'organization_admin')
                        ORDER BY o.name LIMIT 1""").param(accountId).query(String.class).optional();
        if (organization.isPresent()) {
            throw ProblemCode.LAST_ADMINISTRATOR.because(
                    "The account is the last administrator of the organization '%s'.", organization.get());
        }
    }
}
