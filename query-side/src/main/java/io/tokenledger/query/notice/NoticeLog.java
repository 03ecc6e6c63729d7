package io.tokenledger.query.notice;

import io.tokenledger.events.notice.NoticeEvent;
import java.util.List;

/** Records events of notices. They are stored when the method returns. */
@FunctionalInterface
public interface NoticeLog {
    void record(List<? extends NoticeEvent> events);
}
