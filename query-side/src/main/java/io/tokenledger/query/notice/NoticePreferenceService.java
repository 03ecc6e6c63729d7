package io.tokenledger.query.notice;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.notice.NoticePreferencesChanged;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.operatoraudit.OrderedChanges;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What accounts chose to be told by mail. */
@Component
public class NoticePreferenceService {
    private final JdbcClient jdbc;
    private final OrderedChanges changes;
    private final OperatorAuditLog log;
    private final NoticeLog notices;
    private final ProjectionBarrier barrier;

    NoticePreferenceService(
            JdbcClient jdbc,
            OrderedChanges changes,
            OperatorAuditLog log,
            NoticeLog notices,
            ProjectionBarrier barrier) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.log = log;
        this.notices = notices;
        this.barrier = barrier;
    }

    NoticePreferences of(UUID accountId) {
        return jdbc.sql("SELECT deadlines, signals, summaries FROM notice_preference_v1 WHERE account_id = ?")
                .param(accountId)
                .query((row, number) -> new NoticePreferences(
                        row.getBoolean("deadlines"), row.getBoolean("signals"), row.getBoolean("summaries")))
                .optional()
                .orElse(NoticePreferences.ALL);
    }

    /** Changes the preferences of the caller. Records an event only if they differ. */
    NoticePreferences change(UnaryOperator<NoticePreferences> change, Caller caller, RequestOrigin origin) {
        return change(caller.accountId(), change, event -> log.record(event, caller, origin));
    }

    /** Ends the weekly summaries of an account, for a mail program that sends the request of RFC 8058. */
    public void endSummaries(UUID accountId) {
        change(
                accountId,
                now -> new NoticePreferences(now.deadlines(), now.signals(), false),
                event -> notices.record(List.of(event)));
    }

    private NoticePreferences change(
            UUID accountId, UnaryOperator<NoticePreferences> change, Consumer<NoticeEvent> recorder) {
        changes.run(ProjectionName.NOTICES, () -> {
            NoticePreferences before = of(accountId);
            NoticePreferences after = change.apply(before);
            if (!after.equals(before)) {
                recorder.accept(
                        new NoticePreferencesChanged(accountId, after.deadlines(), after.signals(), after.summaries()));
            }
            return accountId;
        });
        barrier.requireCurrent(Set.of(ProjectionName.NOTICES));
        return of(accountId);
    }
}
