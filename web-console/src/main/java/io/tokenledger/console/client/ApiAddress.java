package io.tokenledger.console.client;

import java.net.URI;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where the HTTP API is: at the configured URL, or in the same process at the port that its server has. */
@Component
class ApiAddress {
    private final String configured;
    private volatile String base;

    ApiAddress(ConsoleProperties settings) {
        this.configured = settings.apiUrl().replaceFirst("/+$", "");
        this.base = configured;
    }

    @EventListener
    void on(WebServerInitializedEvent started) {
        if (configured.isEmpty()) {
            base = "http://127.0.0.1:" + started.getWebServer().getPort();
        }
    }

    /**
     * The URI of a path with its query.
     *
     * @throws IllegalStateException before the server of the process has started
     */
    URI of(String path) {
        if (base.isEmpty()) {
            throw new IllegalStateException("The server has not started yet.");
        }
        return URI.create(base + path);
    }
}
