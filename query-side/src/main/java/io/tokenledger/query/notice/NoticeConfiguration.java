package io.tokenledger.query.notice;

import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects notices with the event store. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {
    /** The ledger itself acts, so these events have no actor. */
    @Bean
    NoticeLog noticeLog(EventBus events) {
        return notices -> {
            if (!notices.isEmpty()) {
                events.publish(notices.stream()
                        .map(GenericEventMessage::asEventMessage)
                        .toList());
            }
        };
    }
}
