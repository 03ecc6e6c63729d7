package io.tokenledger.console.page;

import io.tokenledger.api.request.PublicUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the address to open in a browser, once the process answers requests. */
@Component
class ConsoleReadyLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.tokenledger.WebConsole");

    private final PublicUrl publicUrl;

    ConsoleReadyLog(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        LOG.info("The web console is at {}", publicUrl.of("/"));
    }
}
