package io.tokenledger.query.notice.mail;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.eventstore.startup.StartupException;
import io.tokenledger.query.notice.NoticeLog;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends notices by mail if a mail server is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${spring.mail.host:}'.isBlank()")
class NoticeMailConfiguration {
    @Bean
    MailComposer mailComposer(NoticeMailProperties properties, PublicUrl ledger, UnsubscribeTokens unsubscribe) {
        try {
            new InternetAddress(properties.from(), true);
        } catch (AddressException invalid) {
            throw new StartupException("LEDGER_MAIL_FROM must be a mail address, such as ledger@example.org, because"
                    + " LEDGER_MAIL_HOST names a mail server.");
        }
        return new MailComposer(properties.from(), ledger, unsubscribe);
    }

    @Bean
    NoticeMailSender noticeMailSender(
            PendingMailRepository mails,
            NetworkRepository networks,
            MailComposer composer,
            JavaMailSender server,
            NoticeLog log,
            Clock clock,
            MeterRegistry meters) {
        return new NoticeMailSender(mails, networks, composer, server, log, clock, meters);
    }
}
