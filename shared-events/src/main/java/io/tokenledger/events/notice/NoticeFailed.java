package io.tokenledger.events.notice;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * A mail with a notice was not sent. Recorded once for each notice and recipient, however often the ledger tries, and
 * once more if the mail is rejected after another failure.
 */
@StoredAs("notice.failed")
public record NoticeFailed(NoticeDelivery notice, NoticeProblem problem) implements NoticeEvent {
    @Override
    public UUID ownerId() {
        return notice.ownerId();
    }

    @Override
    public UUID dataSubject() {
        return notice.recipientId();
    }
}
