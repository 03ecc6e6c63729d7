package io.tokenledger.query.retention;

import io.tokenledger.events.operatoraudit.UsesDropped;
import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.postgres.PositionedEvents;
import io.tokenledger.eventstore.useevents.EmptyUsePartitions;
import io.tokenledger.eventstore.useevents.ExpiredUses;
import io.tokenledger.eventstore.useevents.ExpiredUses.Kept;
import io.tokenledger.eventstore.useevents.ExpiredUses.Partition;
import io.tokenledger.eventstore.useevents.ExpiredUses.Selection;
import io.tokenledger.eventstore.useevents.UseEventCodec;
import io.tokenledger.eventstore.useevents.UsesToKeep;
import io.tokenledger.query.freshness.DroppedUses;
import io.tokenledger.query.projection.UseRows;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Drops the uses of a partition whose retention has ended. One transaction replaces them by their sums, drops their rows in
 * the read models, and records that it did so.
 */
@Component
@ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
class UseRetention {
    private final ExpiredUses uses;
    private final EmptyUsePartitions empty;
    private final PositionedEvents summaries;
    private final EventGateway events;
    private final UseEventCodec codec;
    private final UsesToKeep toKeep;
    private final LiveProcessors processors;
    private final List<UseRows> readModels;
    private final TransactionManager transactions;
    private final DroppedUses dropped;
    private final Clock clock;

    UseRetention(
            ExpiredUses uses,
            EmptyUsePartitions empty,
            PositionedEvents summaries,
            EventGateway events,
            SubjectKeys keys,
            UsesToKeep toKeep,
            LiveProcessors processors,
            List<UseRows> readModels,
            TransactionManager transactions,
            DroppedUses dropped,
            Clock clock) {
        this.uses = uses;
        this.empty = empty;
        this.summaries = summaries;
        this.events = events;
        this.codec = new UseEventCodec(keys);
        this.toKeep = toKeep;
        this.processors = processors;
        this.readModels = readModels;
        this.transactions = transactions;
        this.dropped = dropped;
        this.clock = clock;
    }

    /** Why the uses of a partition were not dropped. A later attempt may succeed. */
    static final class PostponedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PostponedException(String message) {
            super(message);
        }
    }

    List<Partition> due(Instant before) {
        return uses.due(before);
    }

    /**
     * Drops the uses of a partition that ended before an instant, except those that must be kept.
     *
     * @throws PostponedException if a reader has not passed these uses yet
     */
    void drop(Partition partition, Instant before) {
        Kept kept = toKeep.at(clock.instant());
        inTransaction(() -> dropInTransaction(partition, before, kept));
        dropped.invalidate();
    }

    /** Drops the partitions that are empty. */
    void dropEmptyPartitions(Instant now) {
        List<String> tables =
                readModels.stream().flatMap(rows -> rows.partitioned().stream()).toList();
        for (Partition partition : empty.find()) {
            inTransaction(() -> empty.drop(partition, now, tables));
        }
    }

    private void inTransaction(Runnable work) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.attachTransaction(transactions);
        try {
            work.run();
            unitOfWork.commit();
        } catch (RuntimeException failed) {
            if (unitOfWork.isActive()) {
                unitOfWork.rollback(failed);
            }
            throw failed;
        }
    }

    /** Locks that others wait for come last: those of the live tables, of legal holds, and of positions. */
    private void dropInTransaction(Partition partition, Instant before, Kept kept) {
        if (!uses.claim(partition, before)) {
            return;
        }
        if (uses.areElsewhere(partition)) {
            throw new PostponedException("Some uses are not encrypted yet, and must move to their partition first.");
        }
        Selection selection = uses.select(partition, before, kept);
        if (selection == null) {
            return;
        }
        requirePassed(selection);
        summarize(selection);
        uses.drop(selection);
        readModels.forEach(rows -> rows.drop(uses, selection));
        if (!kept.covers(toKeep.at(clock.instant()))) { // cannot become more until the commit
            throw new PostponedException(
                    "More uses must be kept than before: a legal hold was placed, an account joined"
                            + " an organization, or an organization changed its minimum retention.");
        }
        processors.block(
                readModels.stream().flatMap(rows -> rows.tables().stream()).toList());
        requirePassed(selection); // again, now that no reader can begin
        readModels.forEach(rows -> rows.dropShared(selection));
        uses.markDropped(partition, before);
        events.publish(new GenericEventMessage<>(new UsesDropped(
                before,
                partition.firstPosition(),
                partition.endPosition(),
                selection.uses(),
                selection.entries(),
                selection.keys())));
    }

    private void requirePassed(Selection selection) {
        List<String> behind = processors.behind(selection.end() - 1);
        if (!behind.isEmpty()) {
            throw new PostponedException(
                    "These readers have not passed the uses yet: " + String.join(", ", behind) + ".");
        }
    }

    /** Inserts the events that replace the uses. */
    private void summarize(Selection selection) {
        SummaryWriter writer = new SummaryWriter(codec, summaries);
        uses.readByKey(selection, writer::add);
        writer.end();
    }
}
