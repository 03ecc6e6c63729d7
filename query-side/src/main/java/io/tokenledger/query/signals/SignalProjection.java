package io.tokenledger.query.signals;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.SessionExchanged;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.operatoraudit.UsesDropped;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/**
 * Raises signals from uses, sign-ins and the creation of keys. It covers the whole history, so that operators see how
 * often each signal would have been raised.
 */
@Component
@ProcessingGroup(SignalProjection.NAME)
class SignalProjection implements Projection {
    static final String NAME = "signals";

    private final DetectionStateRepository table;
    private final AccountSightingRepository accounts;

    SignalProjection(DetectionStateRepository table, AccountSightingRepository accounts) {
        this.table = table;
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("token") || family.equals("account") || family.equals("ledger");
    }

    @Override
    public boolean readsMetadata() {
        return true;
    }

    @Override
    public List<String> tables() {
        return List.of("signal_account_v1", "signal_judged_v1", "signal_sighting_v1", "signal_count_v1", "signal_v1");
    }

    @EventHandler
    void on(UsageEvent event, EventMessage<?> message, TrackingToken token) {
        add(event, message, token);
    }

    @EventHandler
    void on(TokenCreated event, EventMessage<?> message, TrackingToken token) {
        add(event, message, token);
    }

    @EventHandler
    void on(SignedIn event, EventMessage<?> message, TrackingToken token) {
        add(event, message, token);
    }

    @EventHandler
    void on(SessionExchanged event, EventMessage<?> message, TrackingToken token) {
        add(event, message, token);
    }

    @EventHandler
    void on(AccountErased event, TrackingToken token) {
        batch().erase(event.accountId(), EventPositions.of(token));
    }

    @EventHandler
    void on(UnattributedTextsErased event, TrackingToken token) {
        batch().erase(event, EventPositions.of(token));
    }

    @EventHandler
    void on(TokenUsesSummarized event, EventMessage<?> message, TrackingToken token) {
        add(event, message, token);
    }

    @EventHandler
    void on(UsesDropped event) {
        batch().drop(event);
    }

    private SignalBatch batch() {
        return ProjectionBatch.current(NAME, () -> new SignalBatch(table, accounts), SignalBatch::flush);
    }

    private void add(LedgerEvent event, EventMessage<?> message, TrackingToken token) {
        String actor = (String) message.getMetaData().get(EventMetadata.ACTOR_ACCOUNT_ID);
        batch().add(
                        EventPositions.of(token),
                        event,
                        message.getTimestamp(),
                        actor == null ? null : UUID.fromString(actor),
                        (String) message.getMetaData().get(EventMetadata.IP));
    }
}
