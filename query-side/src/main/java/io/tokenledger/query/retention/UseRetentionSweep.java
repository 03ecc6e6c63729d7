package io.tokenledger.query.retention;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.eventstore.personaldata.EncryptionProperties;
import io.tokenledger.eventstore.startup.StartupException;
import io.tokenledger.eventstore.useevents.ExpiredUses.Partition;
import io.tokenledger.eventstore.useevents.UseRetentionProperties;
import io.tokenledger.query.retention.UseRetention.PostponedException;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Drops uses after their retention, partition by partition. Each process of the query side tries it; the one that claims
 * a partition does it.
 */
@Component
@ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
public class UseRetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(UseRetentionSweep.class);

    private final UseRetention retention;
    private final UseRetentionProperties settings;
    private final Clock clock;

    UseRetentionSweep(
            UseRetention retention, UseRetentionProperties settings, EncryptionProperties encryption, Clock clock) {
        if (settings.uses() != null && !encryption.enabled()) {
            throw new StartupException("LEDGER_RETENTION_USES requires LEDGER_ENCRYPTION_ENABLED=true.");
        }
        this.retention = retention;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Drops the oldest uses first. A partition that must wait does not hold up later ones. Partitions that an earlier sweep
     * has emptied are dropped, because no reader has a snapshot of before any more.
     */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT13M")
    public void sweep() {
        Instant firstKept = settings.firstKept(clock.instant());
        if (firstKept == null) {
            return;
        }
        RequestDeadline.runLongWork(() -> {
            attempt("Empty partitions of uses were not dropped.", () -> retention.dropEmptyPartitions(clock.instant()));
            for (Partition partition : retention.due(firstKept)) {
                attempt(
                        "Uses before " + firstKept + " at positions from " + partition.firstPosition()
                                + " on were not dropped, although their retention has ended.",
                        () -> retention.drop(partition, firstKept));
            }
        });
    }

    private static void attempt(String failure, Runnable work) {
        try {
            work.run();
        } catch (PostponedException | DataAccessException later) {
            LOG.warn("{} The next sweep in 1 hour retries it: {}", failure, later.getMessage());
        }
    }
}
