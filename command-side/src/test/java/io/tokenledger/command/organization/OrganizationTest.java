package io.tokenledger.command.organization;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.Outcome;
import io.tokenledger.command.organization.OrganizationCommand.ChangeTokenPolicy;
import io.tokenledger.command.organization.OrganizationCommand.CreateOrganization;
import io.tokenledger.command.organization.OrganizationCommand.DescribeOrganization;
import io.tokenledger.command.organization.OrganizationCommand.PutMember;
import io.tokenledger.command.organization.OrganizationCommand.RemoveMember;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.organization.TokenPolicyChanged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every command in every state: the event it produces, or the code with which it is rejected. */
class OrganizationTest {
    private static final UUID ID = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID FOUNDER = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final UUID OTHER = UUID.fromString("018f0000-0000-7000-8000-000000000003");
    private static final OrganizationRole ADMIN = OrganizationRole.ORGANIZATION_ADMIN;
    private static final OrganizationRole MEMBER = OrganizationRole.ORGANIZATION_MEMBER;
    private static final TokenPolicy STRICT = new TokenPolicy(TokenCreation.FORBIDDEN, 60L, 30, false, 1, null);

    private static final OrganizationCreated CREATED = new OrganizationCreated(ID, "Acme", null);
    private static final MemberAdded FOUNDED = new MemberAdded(ID, FOUNDER, ADMIN);
    private static final Map<String, List<?>> STATES = new LinkedHashMap<>();

    static {
        STATES.put("founder alone", List.of(CREATED, FOUNDED));
        STATES.put("with a member", List.of(CREATED, FOUNDED, new MemberAdded(ID, OTHER, MEMBER)));
        STATES.put("with two admins", List.of(CREATED, FOUNDED, new MemberAdded(ID, OTHER, ADMIN)));
    }

    @Test
    void the_creator_is_its_first_administrator() {
        fixture()
                .givenNoPriorActivity()
                .when(new CreateOrganization(ID, new OrganizationName(" Acme "), null, FOUNDER))
                .expectEvents(CREATED, FOUNDED);
    }

    @TestFactory
    Stream<DynamicTest> put_another_as_member() {
        return table(
                new PutMember(ID, OTHER, MEMBER),
                Map.of(
                        "founder alone", new MemberAdded(ID, OTHER, MEMBER),
                        "with a member", Outcome.NOTHING,
                        "with two admins", new MemberRoleChanged(ID, OTHER, MEMBER)));
    }

    @TestFactory
    Stream<DynamicTest> demote_the_founder() {
        return table(
                new PutMember(ID, FOUNDER, MEMBER),
                Map.of(
                        "founder alone", ProblemCode.LAST_ADMINISTRATOR,
                        "with a member", ProblemCode.LAST_ADMINISTRATOR,
                        "with two admins", new MemberRoleChanged(ID, FOUNDER, MEMBER)));
    }

    @TestFactory
    Stream<DynamicTest> remove_the_founder() {
        return table(
                new RemoveMember(ID, FOUNDER),
                Map.of(
                        "founder alone", ProblemCode.LAST_ADMINISTRATOR,
                        "with a member", ProblemCode.LAST_ADMINISTRATOR,
                        "with two admins", new MemberRemoved(ID, FOUNDER)));
    }

    @TestFactory
    Stream<DynamicTest> remove_another() {
        return table(
                new RemoveMember(ID, OTHER),
                Map.of(
                        "founder alone", Outcome.NOTHING,
                        "with a member", new MemberRemoved(ID, OTHER),
                        "with two admins", new MemberRemoved(ID, OTHER)));
    }

    @Test
    void a_no_op_command_produces_no_event() {
        fixture()
                .given(CREATED, FOUNDED, new TokenPolicyChanged(ID, STRICT))
                .when(new ChangeTokenPolicy(ID, STRICT))
                .expectNoEvents();
        fixture()
                .given(CREATED, FOUNDED)
                .when(new DescribeOrganization(ID, new OrganizationName("Acme"), null))
                .expectNoEvents();
        fixture()
                .given(CREATED, FOUNDED)
                .when(new ChangeTokenPolicy(ID, TokenPolicy.NONE))
                .expectNoEvents();
    }

    @Test
    void an_event_contains_the_current_values() {
        fixture()
                .given(CREATED, FOUNDED)
                .when(new DescribeOrganization(ID, null, "makes things"))
                .expectEvents(new OrganizationDescribed(ID, "Acme", "makes things"));
        fixture()
                .given(CREATED, FOUNDED)
                .when(new ChangeTokenPolicy(ID, STRICT))
                .expectEvents(new TokenPolicyChanged(ID, STRICT));
    }

    @Test
    void its_members_are_bounded() {
        List<Object> crowded = new ArrayList<>(List.of(CREATED, FOUNDED));
        for (int i = 1; i < CommandLimits.MAX_MEMBERS_PER_ORGANIZATION; i++) {
            crowded.add(new MemberAdded(ID, new UUID(0, i), MEMBER));
        }

        Outcome.expect(fixture().given(crowded).when(new PutMember(ID, OTHER, MEMBER)), ProblemCode.TOO_MANY_MEMBERS);
    }

    private static Stream<DynamicTest> table(OrganizationCommand command, Map<String, ?> expected) {
        return STATES.entrySet().stream()
                .map(state -> DynamicTest.dynamicTest(
                        state.getKey() + " -> " + expected.get(state.getKey()),
                        () -> Outcome.expect(
                                fixture().given(state.getValue()).when(command), expected.get(state.getKey()))));
    }

    private static AggregateTestFixture<Organization> fixture() {
        return new AggregateTestFixture<>(Organization.class);
    }
}
