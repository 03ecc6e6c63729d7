package io.tokenledger.events.notice;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The mail server accepted a mail with a notice. Each notice of a mail has an event. */
@StoredAs("notice.sent")
public record NoticeSent(NoticeDelivery notice) implements NoticeEvent {
    @Override
    public UUID ownerId() {
        return notice.ownerId();
    }

    @Override
    public UUID dataSubject() {
        return notice.recipientId();
    }
}
