package io.tokenledger.authentication.lookup;

import static io.tokenledger.events.organization.OrganizationRole.ORGANIZATION_ADMIN;
import static io.tokenledger.events.organization.OrganizationRole.ORGANIZATION_AUDITOR;
import static io.tokenledger.events.organization.OrganizationRole.ORGANIZATION_MEMBER;
import static io.tokenledger.events.workspace.WorkspaceRole.WORKSPACE_ADMIN;
import static io.tokenledger.events.workspace.WorkspaceRole.WORKSPACE_EDITOR;
import static io.tokenledger.events.workspace.WorkspaceRole.WORKSPACE_VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who enters which workspace in which role: membership x assignment x openness. */
class AdmissionTest {
    private static final UUID HOME = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID ELSEWHERE = UUID.fromString("018f0000-0000-7000-8000-000000000002");

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
    void a_user(
            @Nullable OrganizationRole membership,
            @Nullable WorkspaceRole assigned,
            boolean open,
            @Nullable WorkspaceRole expected) {
        Map<UUID, OrganizationRole> memberships =
                membership == null ? Map.of(ELSEWHERE, ORGANIZATION_ADMIN) : Map.of(HOME, membership);
        AccountRecord user = account(AccountKind.USER, null, memberships);

        assertThat(Admission.role(user, workspace(open), assigned).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_service_account_enters_by_assignment_alone(
            @Nullable OrganizationRole ignored,
            @Nullable WorkspaceRole assigned,
            boolean open,
            @Nullable WorkspaceRole ofUser) {
        AccountRecord ours = account(AccountKind.SERVICE_ACCOUNT, HOME, Map.of());
        AccountRecord theirs = account(AccountKind.SERVICE_ACCOUNT, ELSEWHERE, Map.of());

        assertThat(Admission.role(ours, workspace(open), assigned).orElse(null)).isEqualTo(assigned);
        assertThat(Admission.role(theirs, workspace(open), assigned)).isEmpty();
    }

    private static AccountRecord account(
            AccountKind kind, @Nullable UUID home, Map<UUID, OrganizationRole> memberships) {
        return new AccountRecord(
                UUID.randomUUID(),
                kind,
                "somebody",
                "Somebody",
                null,
                null,
                home,
                memberships,
                Set.of(InstanceRole.SUPERUSER),
                true,
                false,
                1,
                Instant.EPOCH,
                0);
    }

    private static WorkspaceRecord workspace(boolean open) {
        return new WorkspaceRecord(UUID.randomUUID(), HOME, "training", null, null, open, Instant.EPOCH, Instant.EPOCH);
    }
}
