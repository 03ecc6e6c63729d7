package io.tokenledger.query.notice.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of notices by mail. The mail server is configured by {@code spring.mail}.
 *
 * @param from address of the sender, such as {@code Token Ledger <ledger@example.org>}; required with a mail server
 */
@ConfigurationProperties("ledger.notices.mail")
record NoticeMailProperties(@DefaultValue("") String from) {}
