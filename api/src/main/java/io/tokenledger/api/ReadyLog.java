package io.tokenledger.api;

import io.tokenledger.api.request.PublicUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the port and the public URL once the process answers requests. */
@Component
class ReadyLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.tokenledger.TokenLedger");

    private final PublicUrl publicUrl;

    ReadyLog(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            LOG.info(
                    "Ready on port {}. Callers reach it at {} (LEDGER_PUBLIC_URL); the API reference is at {}/swagger-ui.html",
                    web.getWebServer().getPort(),
                    publicUrl.value(),
                    publicUrl.value());
        }
    }
}
