package io.tokenledger.eventstore.processing;

import io.tokenledger.events.account.AccountDeactivated;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An automation. It sends no command, but records its transaction. */
@SendsCommands
final class SendingHandler {
    private final JdbcClient jdbc;
    volatile String transaction = "";

    SendingHandler(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    EventHandlerInvoker invoker() {
        return new MultiEventHandlerInvoker(
                SimpleEventHandlerInvoker.builder().eventHandlers(this).build());
    }

    @EventHandler
    void on(AccountDeactivated event) {
        transaction = jdbc.sql("SELECT pg_current_xact_id()::text")
                .query(String.class)
                .single();
    }
}
