package io.tokenledger.eventstore.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenledger.events.EventTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.account.IdentityLinked;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.account.PasswordChanged;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SessionsEnded;
import io.tokenledger.events.account.SignInRefused;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.notice.CalendarFeedRemoved;
import io.tokenledger.events.notice.CalendarFeedReset;
import io.tokenledger.events.notice.IdleDeactivationUpcoming;
import io.tokenledger.events.notice.NoticeChannel;
import io.tokenledger.events.notice.NoticeDelivery;
import io.tokenledger.events.notice.NoticeFailed;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.events.notice.NoticePreferencesChanged;
import io.tokenledger.events.notice.NoticeProblem;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.events.notice.RetentionEnding;
import io.tokenledger.events.notice.TokenExpiring;
import io.tokenledger.events.operatoraudit.AuditExported;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.events.operatoraudit.CaseClosed;
import io.tokenledger.events.operatoraudit.CaseHandedOver;
import io.tokenledger.events.operatoraudit.CaseNoteAdded;
import io.tokenledger.events.operatoraudit.CaseOpened;
import io.tokenledger.events.operatoraudit.CaseOperationAdded;
import io.tokenledger.events.operatoraudit.CaseReopened;
import io.tokenledger.events.operatoraudit.EncryptionKeyRotated;
import io.tokenledger.events.operatoraudit.ExposureReported;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import io.tokenledger.events.operatoraudit.PolicySimulated;
import io.tokenledger.events.operatoraudit.ReadModelReplayed;
import io.tokenledger.events.operatoraudit.SinkAdded;
import io.tokenledger.events.operatoraudit.SinkChanged;
import io.tokenledger.events.operatoraudit.SinkPaused;
import io.tokenledger.events.operatoraudit.SinkRemoved;
import io.tokenledger.events.operatoraudit.SinkResumed;
import io.tokenledger.events.operatoraudit.SinkRewound;
import io.tokenledger.events.operatoraudit.SinkTested;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.operatoraudit.UsesDropped;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.organization.TokenPolicyChanged;
import io.tokenledger.events.retention.OriginKind;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.retention.TokenUsesSummarized.LastUse;
import io.tokenledger.events.retention.TokenUsesSummarized.OriginOfUses;
import io.tokenledger.events.retention.TokenUsesSummarized.UsesOfDay;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.MintedToken;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceRole;
import io.tokenledger.eventstore.personaldata.FixedSubjectKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stored form of every event: written as its golden file says, and the golden file read as the event. A golden file
 * never changes. A changed meaning is a new revision with a file of its own.
 */
class GoldenEventsTest {
    private static final UUID A = UUID.fromString("018f0000-0000-7000-8000-00000000000a");
    private static final UUID B = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    private static final UUID C = UUID.fromString("018f0000-0000-7000-8000-00000000000c");
    private static final Instant T = Instant.parse("2026-01-31T12:34:56.789Z");
    private static final Instant U = Instant.parse("2026-02-01T00:00:00Z");
    private static final SecretDigest DIGEST = new SecretDigest("0123456789abcdef".repeat(4));

    private final FixedSubjectKeys keys = new FixedSubjectKeys();
    private final EventSerializer serializer = EventSerializer.create(keys);
    private final ObjectMapper json = new ObjectMapper();

    private static NoticeDelivery notice() {
        return new NoticeDelivery(A, B, C, NoticeKind.EXPIRY, U, 7, NoticeChannel.MAIL, false, "5f".repeat(32), A);
    }

    static Stream<LedgerEvent> examples() {
        return Stream.of(
                new TokenCreated(A, B, "work-laptop", "for the train", DIGEST, 1, T, C),
                new TokenDescribed(A, B, "home-jupyter", "for the night"),
                new TokenRotated(A, B, DIGEST, 2, 60, T, U),
                new PreviousSecretRetired(A, B, 1),
                new TokenDeactivated(A, B, "lost in a café"),
                new TokenActivated(A, B, "found"),
                new TokenExpired(A, B, T),
                new TokenDeleted(A, B),
                new TokenUsed(
                        A,
                        B,
                        3,
                        Channel.EXCHANGE,
                        CredentialKind.API_KEY,
                        "jti-0",
                        "192.0.2.1",
                        "curl/8",
                        "GET /users/me",
                        T,
                        U,
                        17,
                        new MintedToken("jti-1", "server", T, U)),
                new TokenUseRefused(
                        A,
                        B,
                        "0123456789abcdef",
                        UseRefusalReason.WRONG_SECRET,
                        Channel.FORWARD_AUTH,
                        "2001:db8::1",
                        "curl/8",
                        "GET /",
                        T,
                        U,
                        2),
                new AccountRegistered(
                        A,
                        AccountKind.USER,
                        "jane",
                        "Jane",
                        "jane@example.org",
                        Set.of(InstanceRole.SUPERUSER),
                        null,
                        null),
                new AccountDescribed(A, "Jane D.", "jane@example.com", null),
                new AccountRolesChanged(A, Set.of(InstanceRole.AUDITOR)),
                new PasswordChanged(A),
                new IdentityLinked(A, "https://login.example.org", "248289761001"),
                new AccountDeactivated(A, "left"),
                new AccountActivated(A),
                new AccountDeleted(A),
                new AccountErased(A),
                new SessionExchanged(A, "jti-0", new MintedToken("jti-1", "workspace", T, U), "192.0.2.1", "Firefox"),
                new ApiTokenRevoked(A, "jti-1", B, "workspace", T, U, "revoked by holder"),
                new SessionsEnded(A, 2, "signed out everywhere"),
                new SignedIn(A, "jti-2", U, "192.0.2.1", "Firefox"),
                new SignInRefused(A, "192.0.2.1", "Firefox", T, U, 3),
                new OrganizationCreated(A, "Acme", "makes everything"),
                new OrganizationDescribed(A, "Acme Ltd", "makes some things"),
                new MemberAdded(A, B, OrganizationRole.ORGANIZATION_MEMBER),
                new MemberRoleChanged(A, B, OrganizationRole.ORGANIZATION_AUDITOR),
                new MemberRemoved(A, B),
                new TokenPolicyChanged(A, new TokenPolicy(TokenCreation.ADMINS_ONLY, 129_600L, 90, false, 5, 400)),
                new WorkspaceCreated(C, A, "training", "where models learn", "https://training.example.org", true),
                new WorkspaceDescribed(C, A, "training", "where models learn more", "https://train.example.org", false),
                new AccountAssigned(C, A, B, WorkspaceRole.WORKSPACE_EDITOR),
                new AssignmentRemoved(C, A, B),
                new AuditRead("entries", Map.of("ip", "192.0.2.0/24")),
                new AuditExported("csv", Map.of("from", "2026-01-01T00:00:00Z")),
                new ReadModelReplayed(A, "sandbox", List.of("audit-trail", "token-listing"), 17L),
                new ExposureReported("token", A.toString(), T, U),
                new PolicySimulated(A, new TokenPolicy(TokenCreation.ALLOWED, 43_200L, null, true, 50, null), T, U),
                new BulkOperationStarted(A, "deactivate", Map.of("owner", B.toString()), "stolen laptop", 3),
                new SinkRewound("siem", 17),
                new SinkAdded(A, "siem", "webhook", "https://siem.example.org/ledger", "ndjson", 17),
                new SinkChanged(A, "siem", "https://siem.example.org/audit", "ndjson"),
                new SinkPaused(A, "siem"),
                new SinkResumed(A, "siem"),
                new SinkRemoved(A, "siem"),
                new SinkTested(A, "siem"),
                new CaseOpened(
                        A,
                        "Key in a gist",
                        "token",
                        B.toString(),
                        Instant.parse("2026-01-31T12:34:56.789Z"),
                        Instant.parse("2026-02-01T00:00:00Z"),
                        17,
                        42),
                new CaseNoteAdded(A, "The gist is deleted."),
                new CaseOperationAdded(A, B),
                new CaseClosed(A, "The key was used from one network and changed nothing."),
                new CaseReopened(A),
                new CaseHandedOver(A, "5f".repeat(32), 25),
                new LegalHoldPlaced(A, LegalHoldSubject.ORGANIZATION, B, "case 17 at the labour court"),
                new LegalHoldReleased(A),
                new EncryptionKeyRotated("20260131T123456789Z", 17),
                new UnattributedTextsErased("2026-01"),
                new UsesDropped(Instant.parse("2026-01-01T00:00:00Z"), 0, 10_000_000, 17, 9, 2),
                summary(),
                new TokenExpiring(A, B, U, 7, true),
                new RetentionEnding(A, B, 2, U),
                new IdleDeactivationUpcoming(A, B, C, U, 1, false),
                new NoticeSent(notice()),
                new NoticeFailed(notice(), NoticeProblem.SERVER_UNAVAILABLE),
                new NoticePreferencesChanged(B, true, false, true),
                new CalendarFeedReset(B, DIGEST),
                new CalendarFeedRemoved(B));
    }

    @Test
    void every_event_type_has_an_example() {
        Set<Class<?>> examples = examples().map(Object::getClass).collect(Collectors.toSet());

        assertThat(examples)
                .containsExactlyInAnyOrderElementsOf(EventTypes.byStoredName().values());
    }

    /** In a golden file, the ciphertext of the personal texts is replaced by the texts. */
    @ParameterizedTest
    @MethodSource("examples")
    void an_event_is_written_and_read_as_its_golden_file_says(LedgerEvent event) throws IOException {
        SerializedObject<String> written = serializer.serialize(event, String.class);
        String name = written.getType().getName();
        String golden = golden(name + "." + written.getType().getRevision());

        assertThat(keys.inClear(written.getData(), name)).isEqualTo(json.readTree(golden));
        assertThat(this.<Object>read(keys.encrypted(golden, name), written)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("firstRevisions")
    void an_event_in_clear_is_written_and_read_as_its_golden_file_says(LedgerEvent event) throws IOException {
        EventSerializer inClear = EventSerializer.inClear();
        SerializedObject<String> written = inClear.serialize(event, String.class);
        String golden = golden(written.getType().getName() + ".1");

        assertThat(written.getType().getRevision()).isEqualTo("1");
        assertThat(json.readTree(written.getData())).isEqualTo(json.readTree(golden));
        assertThat(this.<Object>read(golden, written)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("firstRevisions")
    void an_event_in_clear_has_no_field_that_its_encryption_would_lose(LedgerEvent event) throws IOException {
        EventSerializer strict = EventSerializer.inClearWithoutUnknownFields();
        SerializedObject<String> written = strict.serialize(event, String.class);
        String golden = golden(written.getType().getName() + ".1");
        SerializedObject<String> stored = new SimpleSerializedObject<>(golden, String.class, written.getType());

        assertThat(strict.<String, Object>deserialize(stored)).isEqualTo(event);
    }

    private static TokenUsesSummarized summary() {
        Instant first = Instant.parse("2025-12-31T12:34:56.789Z");
        Instant last = Instant.parse("2025-12-31T23:00:00Z");
        return new TokenUsesSummarized(
                A,
                B,
                List.of(
                        new UsesOfDay(
                                LocalDate.parse("2025-12-31"), 2, true, Channel.BEARER, 1, 16, 8, 17, 42, first, last),
                        new UsesOfDay(
                                LocalDate.parse("2025-12-31"),
                                0,
                                false,
                                Channel.EXCHANGE,
                                null,
                                1,
                                1,
                                43,
                                43,
                                last,
                                last)),
                List.of(
                        new OriginOfUses(OriginKind.TOKEN, null, 17, first, first, 42, last),
                        new OriginOfUses(OriginKind.NETWORK, 1, 17, first, first, 42, last),
                        new OriginOfUses(OriginKind.AGENT, 2, 17, first, first, 17, first)),
                new LastUse(last, 1, 2),
                Map.of("1", "203.0.113.7", "2", "python-requests/2.32"));
    }

    /** Events that were stored before personal texts were encrypted. */
    static Stream<LedgerEvent> firstRevisions() {
        Set<Class<?>> later = Set.of(
                AccountErased.class,
                LegalHoldPlaced.class,
                LegalHoldReleased.class,
                EncryptionKeyRotated.class,
                UnattributedTextsErased.class,
                UsesDropped.class,
                TokenUsesSummarized.class);
        return examples().filter(event -> !later.contains(event.getClass()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_event_with_a_field_of_a_newer_build_is_read_without_it(LedgerEvent event) throws IOException {
        SerializedObject<String> written = serializer.serialize(event, String.class);
        ObjectNode newer = ((ObjectNode) json.readTree(written.getData())).put("colour", "blue");

        assertThat(this.<Object>read(newer.toString(), written)).isEqualTo(event);
    }

    @Test
    void an_absent_value_is_omitted_and_read_as_absent() {
        TokenCreated bare = new TokenCreated(A, B, "ci", null, DIGEST, 1, null, null);
        SerializedObject<String> written = serializer.serialize(bare, String.class);

        assertThat(written.getData()).doesNotContain("null");
        assertThat(this.<Object>read(written.getData(), written)).isEqualTo(bare);
    }

    @Test
    void a_service_account_may_belong_to_an_organization() throws IOException {
        AccountRegistered automation =
                new AccountRegistered(A, AccountKind.SERVICE_ACCOUNT, "ci", "CI", null, Set.of(), "builds", B);
        SerializedObject<String> written = serializer.serialize(automation, String.class);

        assertThat(json.readTree(written.getData()).get("organizationId").asText())
                .isEqualTo(B.toString());
        assertThat(this.<Object>read(written.getData(), written)).isEqualTo(automation);
    }

    @Test
    void an_unknown_event_or_revision_is_read_as_unknown() {
        for (SerializedObject<String> unknown : List.of(
                new SimpleSerializedObject<>("{}", String.class, "token.teleported", "1"),
                new SimpleSerializedObject<>("{}", String.class, "token.deleted", "3"))) {
            UnknownEvent read = serializer.deserialize(unknown);

            assertThat(read)
                    .isEqualTo(new UnknownEvent(
                            unknown.getType().getName(), unknown.getType().getRevision()));
            assertThat(read.family()).isEqualTo("token");
            assertThat(read.unreadable()).hasMessageContaining(unknown.getType().getName());
        }
    }

    @Test
    void a_field_of_a_newer_build_is_ignored() {
        String newer = "{\"tokenId\":\"%s\",\"ownerId\":\"%s\",\"mood\":{\"of\":\"day\"}}".formatted(A, B);

        assertThat(serializer.<String, TokenDeleted>deserialize(
                        new SimpleSerializedObject<>(newer, String.class, "token.deleted", "1")))
                .isEqualTo(new TokenDeleted(A, B));
    }

    @Test
    void stored_names_are_dotted_and_lower_case_and_never_change() {
        assertThat(EventTypes.byStoredName().keySet())
                .allMatch(name -> name.matches("[a-z]+\\.[a-z_]+"))
                .containsExactly(
                        "token.created",
                        "token.described",
                        "token.rotated",
                        "token.previous_secret_retired",
                        "token.deactivated",
                        "token.activated",
                        "token.expired",
                        "token.deleted",
                        "token.used",
                        "token.use_refused",
                        "token.uses_summarized",
                        "account.registered",
                        "account.described",
                        "account.roles_changed",
                        "account.password_changed",
                        "account.identity_linked",
                        "account.deactivated",
                        "account.activated",
                        "account.deleted",
                        "account.erased",
                        "account.signed_in",
                        "account.session_exchanged",
                        "account.api_token_revoked",
                        "account.sessions_ended",
                        "account.sign_in_refused",
                        "organization.created",
                        "organization.described",
                        "organization.member_added",
                        "organization.member_role_changed",
                        "organization.member_removed",
                        "organization.token_policy_changed",
                        "workspace.created",
                        "workspace.described",
                        "workspace.account_assigned",
                        "workspace.assignment_removed",
                        "ledger.audit_read",
                        "ledger.exported",
                        "ledger.replayed",
                        "ledger.exposure_reported",
                        "ledger.policy_simulated",
                        "ledger.bulk_act_begun",
                        "ledger.sink_rewound",
                        "ledger.sink_added",
                        "ledger.sink_changed",
                        "ledger.sink_paused",
                        "ledger.sink_resumed",
                        "ledger.sink_removed",
                        "ledger.sink_tested",
                        "ledger.case_opened",
                        "ledger.case_note_added",
                        "ledger.case_operation_added",
                        "ledger.case_closed",
                        "ledger.case_reopened",
                        "ledger.case_handed_over",
                        "ledger.legal_hold_placed",
                        "ledger.legal_hold_released",
                        "ledger.encryption_key_rotated",
                        "ledger.unattributed_texts_erased",
                        "ledger.uses_dropped",
                        "token.expiring",
                        "token.retention_ending",
                        "token.idle_deactivation_upcoming",
                        "notice.sent",
                        "notice.failed",
                        "notice.preferences_changed",
                        "notice.calendar_feed_reset",
                        "notice.calendar_feed_removed");
    }

    private <T> T read(String data, SerializedObject<String> like) {
        return serializer.deserialize(new SimpleSerializedObject<>(data, String.class, like.getType()));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            if (file == null) {
                throw new AssertionError("There is no golden file " + name
                        + ".json yet: write it before the first release of the event.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
