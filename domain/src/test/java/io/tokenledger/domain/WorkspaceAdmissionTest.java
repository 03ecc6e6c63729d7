package io.tokenledger.domain;

import static io.tokenledger.events.organization.OrganizationRole.ORGANIZATION_ADMIN;
import static io.tokenledger.events.organization.OrganizationRole.ORGANIZATION_AUDITOR;
import static io.tokenledger.events.organization.OrganizationRole.ORGANIZATION_MEMBER;
import static io.tokenledger.events.workspace.WorkspaceRole.WORKSPACE_ADMIN;
import static io.tokenledger.events.workspace.WorkspaceRole.WORKSPACE_EDITOR;
import static io.tokenledger.events.workspace.WorkspaceRole.WORKSPACE_VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkspaceAdmissionTest {
    static Stream<Arguments> cases() {
        return Stream.of(
                //          membership, assigned, open -> role
                Arguments.of(null, null, true, null),
                Arguments.of(null, WORKSPACE_ADMIN, true, null),
                Arguments.of(ORGANIZATION_ADMIN, null, false, WORKSPACE_ADMIN),
                Arguments.of(ORGANIZATION_ADMIN, WORKSPACE_VIEWER, false, WORKSPACE_ADMIN),
                Arguments.of(ORGANIZATION_MEMBER, null, true, WORKSPACE_EDITOR),
                Arguments.of(ORGANIZATION_MEMBER, null, false, null),
                Arguments.of(ORGANIZATION_MEMBER, WORKSPACE_VIEWER, true, WORKSPACE_VIEWER),
                Arguments.of(ORGANIZATION_MEMBER, WORKSPACE_VIEWER, false, WORKSPACE_VIEWER),
                Arguments.of(ORGANIZATION_AUDITOR, null, true, null),
                Arguments.of(ORGANIZATION_AUDITOR, WORKSPACE_VIEWER, true, WORKSPACE_VIEWER));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_user_enters_by_membership_and_assignment(
            @Nullable OrganizationRole membership,
            @Nullable WorkspaceRole assigned,
            boolean open,
            @Nullable WorkspaceRole expected) {
        assertThat(WorkspaceAdmission.of(AccountKind.USER, false, membership, open, assigned)
                        .orElse(null))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_service_account_enters_by_assignment_alone(
            @Nullable OrganizationRole membership,
            @Nullable WorkspaceRole assigned,
            boolean open,
            @Nullable WorkspaceRole ofUser) {
        assertThat(WorkspaceAdmission.of(AccountKind.SERVICE_ACCOUNT, true, membership, open, assigned)
                        .orElse(null))
                .isEqualTo(assigned);
        assertThat(WorkspaceAdmission.of(AccountKind.SERVICE_ACCOUNT, false, membership, open, assigned))
                .isEmpty();
    }
}
