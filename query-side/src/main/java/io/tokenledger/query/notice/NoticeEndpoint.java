package io.tokenledger.query.notice;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.idempotency.IdempotentRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows an account the notices that apply to it now, and what it chose to receive by mail. */
@RestController
@Requires(Action.SELF)
class NoticeEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.NOTICES,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.SIGNALS);

    private final RecipientNotices notices;
    private final NoticePreferenceService preferences;
    private final ProjectionLag lag;
    private final Clock clock;

    NoticeEndpoint(RecipientNotices notices, NoticePreferenceService preferences, ProjectionLag lag, Clock clock) {
        this.notices = notices;
        this.preferences = preferences;
        this.lag = lag;
        this.clock = clock;
    }

    /**
     * A notice that applies now.
     *
     * @param kind expiry, retention_end, idle_deactivation or signal
     * @param organizationId organization of the service account that owns the key; null if a user owns it
     * @param deadline time from which the key or its previous value no longer works, or time of the signal
     * @param inUse whether the key was used in the last 30 days; true for a signal
     * @param signal kind of the signal; null for other notices
     * @param text what happens, as the part of a sentence between the name of the key and the deadline
     * @param advice what the caller can do, in one or two sentences
     */
    @Schema(name = "Notice")
    record NoticeResource(
            String kind,
            UUID tokenId,
            String tokenName,
            UUID ownerId,
            String ownerUsername,
            @Nullable UUID organizationId,
            Instant deadline,
            boolean inUse,
            @Nullable Instant lastUsedAt,
            @Nullable SignalKind signal,
            String text,
            String advice) {
        static NoticeResource of(RecipientNotice notice, Instant now) {
            return new NoticeResource(
                    notice.kind().wire(),
                    notice.tokenId(),
                    notice.name(),
                    notice.ownerId(),
                    notice.ownerUsername(),
                    notice.organizationId(),
                    notice.deadline(),
                    notice.inUse(),
                    notice.lastUsedAt(),
                    notice.signal(),
                    NoticeText.event(notice, now),
                    NoticeText.advice(notice));
        }
    }

    /**
     * The notices that apply to the caller now.
     *
     * @param items at most 200; keys in use first, then by deadline
     */
    @Schema(name = "NoticeList")
    record NoticeList(List<NoticeResource> items, Freshness freshness) {}

    /**
     * A change of the preferences. A value that is absent stays unchanged.
     *
     * @param deadlines mails about keys in use that stop working
     * @param signals mails about signals
     * @param summaries weekly summaries about keys that were not used for 30 days
     */
    record ChangeNoticePreferencesBody(
            @Nullable Boolean deadlines,
            @Nullable Boolean signals,
            @Nullable Boolean summaries) implements StrictBody {
        NoticePreferences applyTo(NoticePreferences now) {
            return new NoticePreferences(
                    deadlines == null ? now.deadlines() : deadlines,
                    signals == null ? now.signals() : signals,
                    summaries == null ? now.summaries() : summaries);
        }
    }

    @GetMapping("/ledger/notices")
    ResponseEntity<NoticeList> list(Caller caller) {
        Freshness fresh = lag.of(SOURCES);
        Instant now = clock.instant();
        List<NoticeResource> items = notices.of(caller.accountId(), now).stream()
                .map(notice -> NoticeResource.of(notice, now))
                .toList();
        return FreshnessHeaders.ok(fresh).body(new NoticeList(items, fresh));
    }

    @GetMapping("/ledger/notices/preferences")
    ResponseEntity<NoticePreferences> preferences(Caller caller) {
        return FreshnessHeaders.ok(lag.of(ProjectionName.NOTICES)).body(preferences.of(caller.accountId()));
    }

    @PatchMapping("/ledger/notices/preferences")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = NoticePreferences.class)))
    ResponseEntity<Object> change(
            @RequestBody ChangeNoticePreferencesBody body,
            IdempotentRequest request,
            Caller caller,
            RequestOrigin origin) {
        return request.execute(
                body,
                () -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(preferences.change(body::applyTo, caller, origin)));
    }
}
