package io.tokenledger.events.notice;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/**
 * An account changed which notices it receives by mail. The event contains all current values.
 *
 * @param deadlines mails about keys in use that stop working
 * @param signals mails about signals
 * @param summaries weekly summaries about keys that are not used
 */
@StoredAs("notice.preferences_changed")
public record NoticePreferencesChanged(UUID ownerId, boolean deadlines, boolean signals, boolean summaries)
        implements NoticeEvent {}
