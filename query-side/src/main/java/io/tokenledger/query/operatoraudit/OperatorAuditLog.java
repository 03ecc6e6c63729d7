package io.tokenledger.query.operatoraudit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenledger.api.limit.AccountVolumeLimiter;
import io.tokenledger.api.verify.ActorMetadata;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.query.QueryLimits;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records an event that a caller of the query side causes, before the action runs. If it cannot be recorded, the action
 * does not run, and the caller gets 503, or 429 once its budget per minute is used.
 */
@Component
public class OperatorAuditLog {
    private final EventBus events;
    private final AccountVolumeLimiter volume;
    private final Cache<RecordedPage, Boolean> pages = Caffeine.newBuilder()
            .expireAfterWrite(QueryLimits.REPEATED_READ_WINDOW)
            .maximumSize(QueryLimits.MAX_REPEATED_READS)
            .build();

    OperatorAuditLog(EventBus events, AccountVolumeLimiter volume) {
        this.events = events;
        this.volume = volume;
    }

    /** A page that was recorded lately. */
    private record RecordedPage(
            UUID accountId,
            @Nullable UUID keyId,
            int keyGeneration,
            @Nullable String jti,
            String ip,
            @Nullable String userAgent,
            int size,
            AuditRead read) {}

    /**
     * Records the read of the newest entries. The same read, with the same credential from the same client, is recorded
     * once a minute by each process. Otherwise, a live view would fill the trail that it shows.
     *
     * @param size maximum number of entries
     */
    public void recordNewestRead(AuditRead read, int size, Caller caller, RequestOrigin origin) {
        RecordedPage page = new RecordedPage(
                caller.accountId(),
                caller.keyId(),
                caller.keyGeneration(),
                caller.jti(),
                origin.ip(),
                origin.userAgent(),
                size,
                read);
        if (pages.getIfPresent(page) == null) {
            record(read, caller, origin);
            pages.put(page, true);
        }
    }

    public void record(LedgerEvent act, Caller caller, RequestOrigin origin) {
        record(act, new ChangeCause(caller, origin, null));
    }

    /** Records a change with the reason for it. */
    public void record(LedgerEvent act, ChangeCause cause) {
        volume.spend(cause.caller(), act.toString(), cause.origin().userAgent(), cause.reason());
        Map<String, String> metadata = ActorMetadata.of(cause.caller(), cause.origin());
        if (cause.reason() != null) {
            metadata.put(EventMetadata.REASON, cause.reason());
        }
        events.publish(new GenericEventMessage<>(act, metadata));
    }
}
