package io.tokenledger.command.workspace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.command.Outcome;
import io.tokenledger.command.workspace.WorkspaceCommand.AssignAccount;
import io.tokenledger.command.workspace.WorkspaceCommand.CreateWorkspace;
import io.tokenledger.command.workspace.WorkspaceCommand.DescribeWorkspace;
import io.tokenledger.command.workspace.WorkspaceCommand.RemoveAssignment;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command in every state. */
class WorkspaceTest {
    private static final UUID ID = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID HOME = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final UUID ACCOUNT = UUID.fromString("018f0000-0000-7000-8000-000000000003");
    private static final WorkspaceRole EDITOR = WorkspaceRole.WORKSPACE_EDITOR;

    private static final WorkspaceCreated CREATED = new WorkspaceCreated(ID, HOME, "training", null, null, true);
    private static final AccountAssigned ASSIGNED = new AccountAssigned(ID, HOME, ACCOUNT, EDITOR);
    private static final Map<String, List<?>> STATES = new LinkedHashMap<>();

    static {
        STATES.put("new", List.of(CREATED));
        STATES.put("assigned", List.of(CREATED, ASSIGNED));
        STATES.put("taken away", List.of(CREATED, ASSIGNED, new AssignmentRemoved(ID, HOME, ACCOUNT)));
    }

    @Test
    void it_is_created_as_asked() {
        fixture()
                .givenNoPriorActivity()
                .when(new CreateWorkspace(
                        ID, HOME, new WorkspaceName("own"), "x", new WorkspaceUrl("https://own.example.org//"), false))
                .expectEvents(new WorkspaceCreated(ID, HOME, "own", "x", "https://own.example.org", false));
    }

    @TestFactory
    Stream<DynamicTest> assign() {
        return table(
                new AssignAccount(ID, ACCOUNT, EDITOR),
                Map.of("new", ASSIGNED, "assigned", Outcome.NOTHING, "taken away", ASSIGNED));
    }

    @TestFactory
    Stream<DynamicTest> assign_another_role() {
        AccountAssigned admin = new AccountAssigned(ID, HOME, ACCOUNT, WorkspaceRole.WORKSPACE_ADMIN);
        return table(
                new AssignAccount(ID, ACCOUNT, WorkspaceRole.WORKSPACE_ADMIN),
                Map.of("new", admin, "assigned", admin, "taken away", admin));
    }

    @TestFactory
    Stream<DynamicTest> take_away() {
        return table(
                new RemoveAssignment(ID, ACCOUNT),
                Map.of(
                        "new", Outcome.NOTHING,
                        "assigned", new AssignmentRemoved(ID, HOME, ACCOUNT),
                        "taken away", Outcome.NOTHING));
    }

    @TestFactory
    Stream<DynamicTest> close_to_members() {
        WorkspaceDescribed closed = new WorkspaceDescribed(ID, HOME, "training", null, null, false);
        return table(
                new DescribeWorkspace(ID, null, null, false),
                Map.of("new", closed, "assigned", closed, "taken away", closed));
    }

    @TestFactory
    Stream<DynamicTest> describe_as_it_is() {
        return table(
                new DescribeWorkspace(ID, null, null, true),
                Map.of("new", Outcome.NOTHING, "assigned", Outcome.NOTHING, "taken away", Outcome.NOTHING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "-a", ".a", "ä", "x\u0000", "\u202ea"})
    void a_name_that_cannot_stand_in_a_path_is_refused(String name) {
        assertThatThrownBy(() -> new WorkspaceName(name)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org",
                "javascript:alert(1)",
                "https://",
                "https:///path",
                "https://u:p@example.org",
                "https://example.org?x=1",
                "https://example.org#x",
                "//example.org",
                "https://exa mple.org"
            })
    void an_invalid_address_or_one_with_a_secret_is_rejected(String url) {
        assertThatThrownBy(() -> new WorkspaceUrl(url)).isInstanceOf(ProblemException.class);
    }

    private static Stream<DynamicTest> table(WorkspaceCommand command, Map<String, ?> expected) {
        return STATES.entrySet().stream()
                .map(state -> DynamicTest.dynamicTest(
                        state.getKey() + " -> " + expected.get(state.getKey()),
                        () -> Outcome.expect(
                                fixture().given(state.getValue()).when(command), expected.get(state.getKey()))));
    }

    private static AggregateTestFixture<Workspace> fixture() {
        return new AggregateTestFixture<>(Workspace.class);
    }
}
