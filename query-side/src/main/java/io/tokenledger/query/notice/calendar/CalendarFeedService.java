package io.tokenledger.query.notice.calendar;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.notice.CalendarFeedRemoved;
import io.tokenledger.events.notice.CalendarFeedReset;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.operatoraudit.OrderedChanges;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Issues and removes the secrets of calendar feeds, and finds the account that a secret belongs to. */
@Component
class CalendarFeedService {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.NOTICES,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.HISTORY);

    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43; // 32 bytes in Base64

    private final CalendarFeedRepository feeds;
    private final OrderedChanges changes;
    private final OperatorAuditLog log;
    private final ProjectionBarrier barrier;
    private final SecureRandom random;

    CalendarFeedService(
            CalendarFeedRepository feeds,
            OrderedChanges changes,
            OperatorAuditLog log,
            ProjectionBarrier barrier,
            SecureRandom random) {
        this.feeds = feeds;
        this.changes = changes;
        this.log = log;
        this.barrier = barrier;
        this.random = random;
    }

    /** Gives the caller a new secret. The earlier one no longer works when the method returns. */
    Secret reset(Caller caller, RequestOrigin origin) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        changes.run(ProjectionName.NOTICES, () -> {
            log.record(new CalendarFeedReset(caller.accountId(), SecretDigest.of(secret)), caller, origin);
            return caller.accountId();
        });
        barrier.requireCurrent(SOURCES);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Removes the feed of the caller, if it has one. */
    void remove(Caller caller, RequestOrigin origin) {
        changes.run(ProjectionName.NOTICES, () -> {
            if (feeds.resetAt(caller.accountId()).isPresent()) {
                log.record(new CalendarFeedRemoved(caller.accountId()), caller, origin);
            }
            return caller.accountId();
        });
        barrier.requireCurrent(SOURCES);
    }

    /** The account whose feed has this secret now; empty if there is none, or the account is not active. */
    Optional<UUID> accountOf(String presented) {
        if (presented.length() != SECRET_LENGTH) {
            return Optional.empty();
        }
        byte[] secret;
        try {
            secret = Base64.getUrlDecoder().decode(presented);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        SecretDigest digest = SecretDigest.of(secret);
        if (feeds.accountOf(digest).isEmpty()) {
            return Optional.empty(); // an unknown secret waits for nothing
        }
        barrier.requireCurrent(SOURCES);
        return feeds.accountOf(digest);
    }
}
