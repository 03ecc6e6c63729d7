package io.tokenledger.query.workspacelisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.query.Projections;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.workspacelisting.AssignmentListingRepository.Selection;
import io.tokenledger.testsupport.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Indexes find the assignments of an organization, however many others there are. */
class AssignmentPlansTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final int WORKSPACES = 2_000;
    private static final int ACCOUNTS = 20_000;

    /** Five workspaces in each organization, and ten accounts in each workspace. */
    @BeforeAll
    static void addAssignments() {
        DATABASE.template().update("""
                        INSERT INTO workspace_listing_v1 (workspace_id, organization_id, name, open_to_members, created_at,
                            updated_at, version)
                        SELECT md5('w' || n)::uuid, md5('o' || n % (? / 5))::uuid, 'workspace-' || n, false, now(), now(), 0
                        FROM generate_series(1, ?) n""", WORKSPACES, WORKSPACES);
        DATABASE.template().update("""
                        INSERT INTO account_listing_v1 (account_id, kind, username, name, roles, active, created_at, version)
                        SELECT md5('a' || n)::uuid, 'user', 'name-' || n, 'name', '{}', true, now(), 0
                        FROM generate_series(1, ?) n""", ACCOUNTS);
        DATABASE.template().update("""
                        INSERT INTO assignment_listing_v1 (workspace_id, account_id, role)
                        SELECT md5('w' || (1 + n % ?))::uuid, md5('a' || n)::uuid, 'workspace_viewer'
                        FROM generate_series(1, ?) n""", WORKSPACES, ACCOUNTS);
        for (String table : new String[] {"workspace_listing_v1", "account_listing_v1", "assignment_listing_v1"}) {
            DATABASE.template().execute("ANALYZE " + table);
        }
    }

    @Test
    void all_of_an_organization() {
        assertThat(plan(new Selection(id("o7"), null, null))).doesNotContain("Seq Scan");
    }

    @Test
    void those_of_a_workspace() {
        assertThat(plan(new Selection(id("o7"), id("w7"), null))).doesNotContain("Seq Scan");
    }

    @Test
    void those_of_an_account() {
        assertThat(plan(new Selection(id("o7"), null, id("a7")))).doesNotContain("Seq Scan");
    }

    private static String plan(Selection selection) {
        SqlConditions where = selection.where();
        return String.join(
                "\n",
                DATABASE.jdbc()
                        .sql("EXPLAIN " + AssignmentListingRepository.pageSql(where, PageRequest.of(1, 500)))
                        .params(where.values())
                        .query(String.class)
                        .list());
    }

    private static UUID id(String text) {
        return DATABASE.jdbc()
                .sql("SELECT md5(?)::uuid")
                .param(text)
                .query(UUID.class)
                .single();
    }
}
