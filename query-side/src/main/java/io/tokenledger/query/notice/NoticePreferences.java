package io.tokenledger.query.notice;

/**
 * Which notices an account receives by mail. The console shows all of them.
 *
 * @param deadlines mails about keys in use that stop working
 * @param signals mails about signals
 * @param summaries weekly summaries about keys that were not used for 30 days
 */
record NoticePreferences(boolean deadlines, boolean signals, boolean summaries) {
    static final NoticePreferences ALL = new NoticePreferences(true, true, true);
}
