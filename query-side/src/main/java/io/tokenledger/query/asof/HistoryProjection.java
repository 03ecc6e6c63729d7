package io.tokenledger.query.asof;

import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.events.workspace.WorkspaceEvent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import io.tokenledger.query.projection.UsePartitions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the history tables that {@link AsOf} reads. */
@Component
@ProcessingGroup(HistoryProjection.NAME)
class HistoryProjection implements Projection {
    static final String NAME = "history";

    private final JdbcTemplate jdbc;
    private final UsePartitions partitions;

    HistoryProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.partitions = new UsePartitions(jdbc, List.of("token_last_use_v2"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return Set.of("token", "account", "organization", "workspace").contains(family);
    }

    @Override
    public List<String> tables() {
        return List.of(
                "account_history_v1",
                "member_history_v1",
                "workspace_history_v1",
                "assignment_history_v1",
                "token_history_v1",
                "token_last_use_v2",
                "token_idle_period_v1",
                "token_secret_v1");
    }

    @EventHandler
    void on(TokenEvent event, @Timestamp Instant at, @SequenceNumber long version, TrackingToken token) {
        batch().change(List.of(TokenHistory.of(event, EventPositions.of(token), at, version)));
        batch().changeSecrets(TokenHistory.secrets(event, at));
    }

    @EventHandler
    void on(TokenUsed use, TrackingToken token) {
        batch().use(EventPositions.of(token), use);
    }

    @EventHandler
    void on(TokenUsesSummarized uses, TrackingToken token) {
        batch().summarized(EventPositions.of(token), uses);
    }

    @EventHandler
    void on(AccountEvent event, TrackingToken token) {
        batch().change(DirectoryHistory.of(event, EventPositions.of(token)));
        if (event instanceof AccountErased) {
            batch().erase(Objects.requireNonNull(event.accountId()), EventPositions.of(token), jdbc);
        }
    }

    @EventHandler
    void on(OrganizationEvent event, TrackingToken token) {
        batch().change(DirectoryHistory.of(event, EventPositions.of(token)));
    }

    @EventHandler
    void on(WorkspaceEvent event, TrackingToken token) {
        batch().change(DirectoryHistory.of(event, EventPositions.of(token)));
    }

    private HistoryBatch batch() {
        return ProjectionBatch.current(NAME, () -> new HistoryBatch(partitions), batch -> batch.write(jdbc));
    }
}
