package io.tokenledger.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Which accounts a legal hold covers, and that a hold and an erasure exclude each other. */
class LegalHoldsTest {
    private static final TestDatabase DATABASE = TestDatabase.of("events", "command_side");
    private static final Instant PLACED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant RELEASED = Instant.parse("2026-02-01T00:00:00Z");
    private static final UUID SUPERUSER = UUID.randomUUID();

    private final LegalHoldRepository table =
            new LegalHoldRepository(DATABASE.jdbc(), new VersionedRows(DATABASE.jdbc(), DeploymentMode.EMBEDDED));
    private final LegalHoldLookupProjection projection = new LegalHoldLookupProjection(table);
    private final ProjectionFixture events = new ProjectionFixture(DATABASE, projection)
            .at(PLACED)
            .causedBy(Map.of(EventMetadata.ACTOR_ACCOUNT_ID, SUPERUSER.toString()));
    private final LegalHolds holds = new LegalHolds(table, () -> {});
    private final UUID organization = organization();
    private final UUID account = account(null);

    @AfterEach
    void releaseAll() {
        DATABASE.template().update("DELETE FROM command_side.legal_hold");
    }

    @Test
    void a_hold_on_an_account_covers_this_account_only() {
        UUID hold = place(LegalHoldSubject.ACCOUNT, account);

        assertThat(holds.holdsAccount(account)).isTrue();
        assertThat(holds.holdsAccount(account(null))).isFalse();
        assertThat(holds.find(hold))
                .contains(new LegalHoldRecord(
                        hold, LegalHoldSubject.ACCOUNT, account, "a dispute", PLACED, SUPERUSER, null, null));
    }

    @Test
    void a_hold_on_a_deleted_account_covers_it() {
        DATABASE.template().update("UPDATE command_side.account SET deleted = true WHERE account_id = ?", account);

        place(LegalHoldSubject.ACCOUNT, account);

        assertThat(holds.holdsAccount(account)).isTrue();
    }

    @Test
    void a_hold_on_a_key_covers_its_owner_also_if_the_key_is_deleted() {
        place(LegalHoldSubject.TOKEN, key(account, true));

        assertThat(holds.holdsAccount(account)).isTrue();
        assertThat(holds.holdsAccount(account(null))).isFalse();
    }

    @Test
    void a_hold_on_an_organization_covers_its_service_accounts() {
        UUID serviceAccount = account(organization);
        UUID another = account(organization());

        place(LegalHoldSubject.ORGANIZATION, organization);

        assertThat(holds.holdsAccount(serviceAccount)).isTrue();
        assertThat(holds.holdsAccount(another)).isFalse();
    }

    @Test
    void a_hold_on_an_organization_covers_all_who_are_or_ever_were_members() {
        UUID leftBefore = account(null);
        UUID leavesDuring = account(null);
        UUID joinsLater = account(null);
        join(leftBefore);
        join(leavesDuring);
        leave(leftBefore);

        place(LegalHoldSubject.ORGANIZATION, organization);
        leave(leavesDuring);
        join(joinsLater);

        assertThat(holds.holdsAccount(leftBefore)).isTrue();
        assertThat(holds.holdsAccount(leavesDuring)).isTrue();
        assertThat(holds.holdsAccount(joinsLater)).isTrue();
        leave(joinsLater);
        assertThat(holds.holdsAccount(joinsLater)).isTrue();
        assertThat(holds.holdsAccount(account)).isFalse();
    }

    @Test
    void a_released_hold_covers_nothing_and_another_one_still_does() {
        UUID first = place(LegalHoldSubject.ACCOUNT, account);
        UUID second = place(LegalHoldSubject.TOKEN, key(account, false));

        events.at(RELEASED).given(new LegalHoldReleased(first));
        assertThat(holds.holdsAccount(account)).isTrue();
        events.given(new LegalHoldReleased(second)).redeliver();

        assertThat(holds.holdsAccount(account)).isFalse();
        assertThat(holds.find(first)).get().satisfies(hold -> {
            assertThat(hold.releasedAt()).isEqualTo(RELEASED);
            assertThat(hold.releasedBy()).isEqualTo(SUPERUSER);
        });
    }

    @ParameterizedTest
    @CsvSource({"TOKEN, TOKEN_NOT_FOUND", "ACCOUNT, ACCOUNT_NOT_FOUND", "ORGANIZATION, ORGANIZATION_NOT_FOUND"})
    void an_unknown_subject_is_rejected(LegalHoldSubject subject, ProblemCode code) {
        assertRejected(subject, UUID.randomUUID(), code);
    }

    @Test
    void the_holds_in_force_are_limited() {
        UUID last = place(LegalHoldSubject.ACCOUNT, account);
        DATABASE.template().update("""
                INSERT INTO command_side.legal_hold (hold_id, subject, subject_id, reason, placed_at, version)
                SELECT gen_random_uuid(), 'account', gen_random_uuid(), 'many', now(), 0 FROM generate_series(2, ?)""", AuthenticationLimits.MAX_LEGAL_HOLDS);

        assertRejected(LegalHoldSubject.ACCOUNT, account, ProblemCode.TOO_MANY_LEGAL_HOLDS);

        events.given(new LegalHoldReleased(last));
        place(LegalHoldSubject.ACCOUNT, account);
    }

    /** A replay of an event that another process appended checks no condition again. */
    @Test
    void a_replayed_hold_is_in_force_whatever_the_tables_contain() {
        DATABASE.template().update("""
                INSERT INTO command_side.legal_hold (hold_id, subject, subject_id, reason, placed_at, version)
                SELECT gen_random_uuid(), 'account', gen_random_uuid(), 'many', now(), 0 FROM generate_series(1, ?)""", AuthenticationLimits.MAX_LEGAL_HOLDS);
        UUID later = UUID.randomUUID();

        replay(new LegalHoldPlaced(UUID.randomUUID(), LegalHoldSubject.ACCOUNT, later, "a dispute"));

        assertThat(holds.holdsAccount(later)).isTrue();
    }

    @Test
    void the_check_waits_for_events_that_the_tables_lack() {
        AtomicBoolean waited = new AtomicBoolean();

        new LegalHolds(table, () -> waited.set(true)).holdsAccount(account);

        assertThat(waited).isTrue();
    }

    @Test
    void a_hold_is_placed_after_an_erasure_that_has_checked() {
        CompletableFuture<Void> placing = new TransactionTemplate(DATABASE.transactions()).execute(erasure -> {
            assertThat(holds.holdsAccount(account)).isFalse();
            CompletableFuture<Void> begun = CompletableFuture.runAsync(
                    () -> place(LegalHoldSubject.ACCOUNT, account), Thread::startVirtualThread);
            awaitWaiting();
            assertThat(begun).isNotDone();
            return begun;
        });

        placing.join();
        assertThat(holds.holdsAccount(account)).isTrue();
    }

    @Test
    void an_erasure_sees_a_hold_that_is_being_placed() {
        CompletableFuture<Boolean> checking = new TransactionTemplate(DATABASE.transactions()).execute(placing -> {
            place(LegalHoldSubject.ACCOUNT, account);
            CompletableFuture<Boolean> begun = CompletableFuture.supplyAsync(
                    () -> new TransactionTemplate(DATABASE.transactions())
                            .execute(erasure -> holds.holdsAccount(account)),
                    Thread::startVirtualThread);
            awaitWaiting();
            assertThat(begun).isNotDone();
            return begun;
        });

        assertThat(checking.join()).isTrue();
    }

    private static void awaitWaiting() {
        await().until(() -> DATABASE.template()
                        .queryForObject(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'",
                                Long.class)
                == 1);
    }

    private UUID place(LegalHoldSubject subject, UUID subjectId) {
        UUID hold = UUID.randomUUID();
        events.given(new LegalHoldPlaced(hold, subject, subjectId, "a dispute"));
        return hold;
    }

    private void assertRejected(LegalHoldSubject subject, UUID subjectId, ProblemCode code) {
        assertThatThrownBy(() -> place(subject, subjectId))
                .rootCause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        rejected -> assertThat(rejected.problem().code()).isEqualTo(code));
    }

    private void replay(LegalHoldPlaced event) {
        String id = event.holdId().toString();
        DefaultUnitOfWork<?> unitOfWork =
                DefaultUnitOfWork.startAndGet(new GenericDomainEventMessage<>("LegalHold", id, 0, event));
        ApplyMode.replay(unitOfWork, false);
        unitOfWork
                .executeWithResult(() -> new AnnotationEventHandlerAdapter(projection)
                        .handle(new GenericDomainEventMessage<>("LegalHold", id, 0, event)))
                .getPayload();
    }

    private void join(UUID member) {
        DATABASE.template()
                .update(
                        "INSERT INTO command_side.member (organization_id, account_id, role) VALUES (?, ?, 'organization_member')",
                        organization,
                        member);
    }

    private void leave(UUID member) {
        DATABASE.template()
                .update(
                        "DELETE FROM command_side.member WHERE organization_id = ? AND account_id = ?",
                        organization,
                        member);
        events.given(new MemberRemoved(organization, member)).redeliver();
    }

    private static UUID organization() {
        UUID id = UUID.randomUUID();
        DATABASE.template().update("""
                INSERT INTO command_side.organization (organization_id, name, name_key, creation, keys_may_create_keys,
                    max_keys_per_account, created_at, updated_at, version)
                VALUES (?, ?, ?, 'allowed', true, 100, now(), now(), 0)""", id, id.toString(), id.toString());
        return id;
    }

    private static UUID account(UUID home) {
        UUID id = UUID.randomUUID();
        DATABASE.template().update("""
                INSERT INTO command_side.account (account_id, kind, username, username_key, name, roles,
                    organization_id, active, session_generation, created_at, version)
                VALUES (?, 'user', ?, ?, 'name', '{}', ?, true, 1, now(), 0)""", id, id.toString(), id.toString(), home);
        return id;
    }

    private static UUID key(UUID owner, boolean deleted) {
        UUID id = UUID.randomUUID();
        DATABASE.template().update("""
                INSERT INTO command_side.credential (token_id, owner_id, name, name_key, digest, generation,
                    retain_period_minutes, active, deleted, created_at, version)
                VALUES (?, ?, 'job', ?, '', 1, 0, true, ?, now(), 0)""", id, owner, id.toString(), deleted);
        return id;
    }
}
