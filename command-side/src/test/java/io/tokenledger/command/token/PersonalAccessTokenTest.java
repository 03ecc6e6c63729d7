package io.tokenledger.command.token;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.Outcome;
import io.tokenledger.command.organization.KeyOwnerState;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every command in every state: the event it produces, or the code with which it is rejected. */
class PersonalAccessTokenTest {
    private static final UUID ID = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final UUID OWNER = UUID.fromString("018f0000-0000-7000-8000-000000000002");
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(2));
    private static final Instant RETAINED = START.plus(Duration.ofMinutes(30));
    private static final SecretDigest FIRST = new SecretDigest("1".repeat(64));
    private static final SecretDigest SECOND = new SecretDigest("2".repeat(64));
    private static final SecretDigest THIRD = new SecretDigest("3".repeat(64));

    private static final TokenCreated CREATED = new TokenCreated(ID, OWNER, "ci", null, FIRST, 1, null, null);
    private static final TokenCreated ENDING = new TokenCreated(ID, OWNER, "ci", null, FIRST, 1, END, null);
    private static final TokenRotated ROTATED = new TokenRotated(ID, OWNER, SECOND, 2, 30, RETAINED, null);
    private static final TokenDeactivated DEACTIVATED = new TokenDeactivated(ID, OWNER, null);
    private static final TokenExpired EXPIRED = new TokenExpired(ID, OWNER, START.minusSeconds(1));
    private static final TokenDeleted DELETED = new TokenDeleted(ID, OWNER);

    private static final PolicyLookup NO_POLICY = new PolicyLookup() {
        @Override
        public OwnerPolicies of(UUID ownerId) {
            return new OwnerPolicies(true, List.of(), null);
        }

        @Override
        public OwnerPolicies ofNewKey(UUID ownerId, @Nullable UUID actorId) {
            return new OwnerPolicies(true, List.of(), new KeyOwnerState(true, true, 0));
        }
    };

    private static final Map<String, List<?>> STATES = new LinkedHashMap<>();

    static {
        STATES.put("active", List.of(CREATED));
        STATES.put("inactive", List.of(CREATED, DEACTIVATED));
        STATES.put("retaining", List.of(CREATED, ROTATED));
        STATES.put(
                "expired",
                List.of(new TokenCreated(ID, OWNER, "ci", null, FIRST, 1, START.minusSeconds(1), null), EXPIRED));
        STATES.put("deleted", List.of(CREATED, DELETED));
    }

    @TestFactory
    Stream<DynamicTest> describe() {
        return table(
                new DescribeToken(ID, new TokenName("new"), null, null),
                Map.of(
                        "active", new TokenDescribed(ID, OWNER, "new", null),
                        "inactive", new TokenDescribed(ID, OWNER, "new", null),
                        "retaining", new TokenDescribed(ID, OWNER, "new", null),
                        "expired", new TokenDescribed(ID, OWNER, "new", null),
                        "deleted", ProblemCode.TOKEN_NOT_FOUND));
    }

    @TestFactory
    Stream<DynamicTest> rotate() {
        return table(
                new RotateToken(ID, THIRD, 0, new RequestedExpiry.Unsaid(), false, null),
                Map.of(
                        "active", new TokenRotated(ID, OWNER, THIRD, 2, 0, null, null),
                        "inactive", new TokenRotated(ID, OWNER, THIRD, 2, 0, null, null),
                        "retaining", new TokenRotated(ID, OWNER, THIRD, 3, 0, null, null),
                        "expired", ProblemCode.EXPIRY_NOT_ALLOWED,
                        "deleted", ProblemCode.TOKEN_NOT_FOUND));
    }

    @TestFactory
    Stream<DynamicTest> deactivate() {
        return table(
                new DeactivateToken(ID, "lost", null),
                Map.of(
                        "active", new TokenDeactivated(ID, OWNER, "lost"),
                        "inactive", "nothing",
                        "retaining", new TokenDeactivated(ID, OWNER, "lost"),
                        "expired", new TokenDeactivated(ID, OWNER, "lost"),
                        "deleted", ProblemCode.TOKEN_NOT_FOUND));
    }

    @TestFactory
    Stream<DynamicTest> activate() {
        return table(
                new ActivateToken(ID, null, null, null),
                Map.of(
                        "active", "nothing",
                        "inactive", new TokenActivated(ID, OWNER, null),
                        "retaining", "nothing",
                        "expired", "nothing",
                        "deleted", ProblemCode.TOKEN_NOT_FOUND));
    }

    @TestFactory
    Stream<DynamicTest> delete() {
        return table(
                new DeleteToken(ID, null, null),
                Map.of(
                        "active", DELETED,
                        "inactive", DELETED,
                        "retaining", DELETED,
                        "expired", DELETED,
                        "deleted", "nothing"));
    }

    @TestFactory
    Stream<DynamicTest> a_stale_version_is_refused_whatever_the_command() {
        return Stream.of(
                        new DescribeToken(ID, new TokenName("new"), null, 7L),
                        new RotateToken(ID, THIRD, 0, new RequestedExpiry.Unsaid(), false, 7L),
                        new DeactivateToken(ID, null, 7L),
                        new ActivateToken(ID, null, null, 7L),
                        new DeleteToken(ID, null, 7L),
                        new ChangeToken(ID, List.of(), 7L))
                .map(command -> dynamicTest(
                        command.getClass().getSimpleName(),
                        () -> Outcome.expect(given(List.of(CREATED)).when(command), ProblemCode.STALE_VERSION)));
    }

    @Test
    void several_changes_happen_together() {
        given(List.of(CREATED, DEACTIVATED))
                .when(new ChangeToken(
                        ID,
                        List.of(
                                new DescribeToken(ID, null, new Description("why"), null),
                                new ActivateToken(ID, null, null, null)),
                        1L))
                .expectEvents(new TokenDescribed(ID, OWNER, "ci", "why"), new TokenActivated(ID, OWNER, null));
    }

    @Test
    void an_owner_cannot_activate_a_key_that_another_party_deactivated() {
        ActivateToken activate = new ActivateToken(ID, null, null, null);
        Map<String, String> byOwner = Map.of(EventMetadata.ACTOR_ACCOUNT_ID, OWNER.toString());
        Map<String, String> byOther =
                Map.of(EventMetadata.ACTOR_ACCOUNT_ID, UUID.randomUUID().toString());

        Map<String, String> byHolder = Map.of(EventMetadata.ACTOR_KEY_ID, ID.toString());

        Outcome.expect(given(List.of(CREATED, caused(byHolder))).when(activate, byOwner), ProblemCode.FORBIDDEN);
        given(List.of(CREATED, caused(Map.of()))) // deactivated by the rule for idle keys
                .when(activate, byOwner)
                .expectEvents(new TokenActivated(ID, OWNER, null));
        Outcome.expect(given(List.of(CREATED, caused(byOther))).when(activate, byOwner), ProblemCode.FORBIDDEN);
        Outcome.expect(
                given(List.of(CREATED, caused(byOther))).when(new ChangeToken(ID, List.of(activate), null), byOwner),
                ProblemCode.FORBIDDEN);
        given(List.of(CREATED, caused(byOther)))
                .when(activate, byOther)
                .expectEvents(new TokenActivated(ID, OWNER, null));
        given(List.of(CREATED, caused(byOwner)))
                .when(activate, byOwner)
                .expectEvents(new TokenActivated(ID, OWNER, null));
    }

    @TestFactory
    Stream<DynamicTest> a_bulk_operation_continues_only_with_unchanged_keys() {
        UUID act = UUID.randomUUID();
        EventMessage<?> ended = caused(Map.of(EventMetadata.BULK_ACT_ID, act.toString()));
        TokenActivated restored = new TokenActivated(ID, OWNER, null);
        return Stream.of(new ActivateToken(ID, null, act, null), new DeleteToken(ID, act, null))
                .map(command -> dynamicTest(command.getClass().getSimpleName(), () -> {
                    given(List.of(CREATED, ended))
                            .when(command)
                            .expectEvents(command instanceof DeleteToken ? DELETED : restored);
                    for (List<?> touched : List.<List<?>>of(
                            List.of(CREATED),
                            List.of(CREATED, DEACTIVATED),
                            List.of(CREATED, ended, restored),
                            List.of(CREATED, ended, restored, DEACTIVATED),
                            List.of(CREATED, ended, ROTATED),
                            List.of(CREATED, ended, DELETED))) {
                        Outcome.expect(
                                given(touched).when(command),
                                command instanceof ActivateToken && touched.contains(DELETED)
                                        ? ProblemCode.TOKEN_NOT_FOUND
                                        : ProblemCode.CONCURRENT_CHANGE);
                    }
                }));
    }

    private static EventMessage<?> caused(Map<String, String> cause) {
        return GenericEventMessage.asEventMessage(DEACTIVATED).withMetaData(cause);
    }

    @Test
    void a_new_key_with_an_expiry_schedules_its_deadline() {
        fixture()
                .givenCurrentTime(START)
                .when(create(new RequestedExpiry.After(120)))
                .expectEvents(ENDING)
                .expectScheduledDeadlineWithName(Duration.ofHours(2), PersonalAccessToken.EXPIRY);
    }

    @Test
    void an_expiry_must_lie_ahead_and_within_the_limit() {
        for (RequestedExpiry expiry : List.of(
                new RequestedExpiry.At(START),
                new RequestedExpiry.At(START.minusSeconds(1)),
                new RequestedExpiry.After(31 * 24 * 60),
                new RequestedExpiry.After(Long.MAX_VALUE))) {
            Outcome.expect(fixture().givenCurrentTime(START).when(create(expiry)), ProblemCode.EXPIRY_NOT_ALLOWED);
        }
    }

    @Test
    void a_retention_must_be_within_the_limit() {
        for (int minutes : List.of(-1, 61, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
            Outcome.expect(
                    given(List.of(CREATED))
                            .when(new RotateToken(ID, THIRD, minutes, new RequestedExpiry.Unsaid(), false, null)),
                    ProblemCode.RETENTION_NOT_ALLOWED);
        }
    }

    @Test
    void a_rotation_keeps_the_expiry_unless_it_sets_one() {
        given(List.of(ENDING))
                .when(new RotateToken(ID, SECOND, 30, new RequestedExpiry.Unsaid(), false, null))
                .expectEvents(new TokenRotated(ID, OWNER, SECOND, 2, 30, RETAINED, END))
                .expectScheduledDeadlineWithName(Duration.ofMinutes(30), PersonalAccessToken.RETENTION);
    }

    @Test
    void an_expired_key_is_rotated_with_a_new_expiry() {
        given(STATES.get("expired"))
                .when(new RotateToken(ID, SECOND, 0, new RequestedExpiry.At(END), false, null))
                .expectEvents(new TokenRotated(ID, OWNER, SECOND, 2, 0, null, END));
    }

    @Test
    void when_the_expiry_passes_one_event_is_appended() {
        fixture()
                .givenCurrentTime(START)
                .andGivenCommands(create(new RequestedExpiry.After(120)))
                .whenTimeElapses(Duration.ofHours(2))
                .expectEvents(new TokenExpired(ID, OWNER, END));
    }

    @Test
    void when_the_retention_passes_an_event_is_appended() {
        fixture()
                .givenCurrentTime(START)
                .andGivenCommands(
                        create(new RequestedExpiry.Unsaid()),
                        new RotateToken(ID, SECOND, 30, new RequestedExpiry.Unsaid(), false, null))
                .whenTimeElapses(Duration.ofMinutes(30))
                .expectEvents(new PreviousSecretRetired(ID, OWNER, 1));
    }

    @Test
    void a_rotation_supersedes_the_earlier_retention_deadline() {
        fixture()
                .givenCurrentTime(START)
                .andGivenCommands(
                        create(new RequestedExpiry.Unsaid()),
                        new RotateToken(ID, SECOND, 30, new RequestedExpiry.Unsaid(), false, null),
                        new RotateToken(ID, THIRD, 60, new RequestedExpiry.Unsaid(), false, null))
                .whenTimeElapses(Duration.ofMinutes(30))
                .expectNoEvents();
    }

    @Test
    void a_rotation_supersedes_the_earlier_expiry_deadline() {
        fixture()
                .givenCurrentTime(START)
                .andGivenCommands(
                        create(new RequestedExpiry.After(10)),
                        new RotateToken(ID, SECOND, 0, new RequestedExpiry.After(60), false, null))
                .whenTimeElapses(Duration.ofMinutes(10))
                .expectNoEvents();
    }

    private static CreateToken create(RequestedExpiry expiry) {
        return new CreateToken(ID, OWNER, new TokenName("ci"), null, FIRST, expiry, OWNER, null);
    }

    private static Stream<DynamicTest> table(Object command, Map<String, ?> outcomes) {
        return STATES.entrySet().stream()
                .map(state -> dynamicTest(
                        state.getKey() + " -> " + outcomes.get(state.getKey()),
                        () -> Outcome.expect(given(state.getValue()).when(command), outcomes.get(state.getKey()))));
    }

    private static TestExecutor<PersonalAccessToken> given(List<?> history) {
        return fixture().givenCurrentTime(START).andGiven(history);
    }

    private static FixtureConfiguration<PersonalAccessToken> fixture() {
        FixtureClock clock = new FixtureClock();
        AggregateTestFixture<PersonalAccessToken> fixture = new AggregateTestFixture<>(PersonalAccessToken.class);
        clock.follow(fixture);
        return fixture.registerInjectableResource(new TokenLimits(Duration.ofDays(30), Duration.ofHours(1)))
                .registerInjectableResource(NO_POLICY)
                .registerInjectableResource(clock);
    }
}
