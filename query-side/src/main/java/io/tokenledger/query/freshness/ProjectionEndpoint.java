package io.tokenledger.query.freshness;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ReadModels;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far each read model is, and what stops it if something does. */
@RestController
class ProjectionEndpoint {
    private final List<Projection> projections;
    private final EventProcessingConfiguration processing;
    private final FreshnessGauge freshness;
    private final FailingEvents failing;
    private final JdbcClient jdbc;

    ProjectionEndpoint(
            List<Projection> projections,
            EventProcessingConfiguration processing,
            FreshnessGauge freshness,
            FailingEvents failing,
            JdbcClient jdbc) {
        this.projections = projections.stream()
                .sorted(Comparator.comparing(Projection::name))
                .toList();
        this.processing = processing;
        this.freshness = freshness;
        this.failing = failing;
        this.jdbc = jdbc;
    }

    /**
     * One read model.
     *
     * @param state {@code running}, or {@code failing}: an event cannot be taken in; it is tried again by itself
     * @param position of the last event that it has taken in
     * @param failingAt the position of the event that cannot be taken in, where that is known
     * @param sizeBytes of its tables and indexes on disk
     */
    record ProjectionResource(
            String name,
            String state,
            long position,
            Instant asOf,
            long lagMs,
            @Nullable Long failingAt,
            @Nullable String problem,
            List<String> tables,
            long sizeBytes) {}

    /** In the order of their names. */
    record Projections(List<ProjectionResource> items) {}

    @GetMapping("/ledger/projections")
    @Requires(Action.LEDGER_READ)
    Projections list() {
        return new Projections(projections.stream().map(this::describe).toList());
    }

    private ProjectionResource describe(Projection projection) {
        Freshness fresh = freshness.of(projection.name());
        Optional<Throwable> error = error(projection.name());
        return new ProjectionResource(
                projection.name(),
                error.isPresent() ? "failing" : "running",
                fresh.position(),
                fresh.asOf(),
                fresh.lagMs(),
                error.map(failure -> failing.position(projection.name())).orElse(null),
                error.map(FailingEvents::describe).orElse(null),
                projection.tables(),
                size(projection));
    }

    private Optional<Throwable> error(String processor) {
        return processing
                .eventProcessor(processor, StreamingEventProcessor.class)
                .flatMap(one -> one.processingStatus().values().stream()
                        .filter(EventTrackerStatus::isErrorState)
                        .map(EventTrackerStatus::getError)
                        .findFirst());
    }

    private long size(Projection projection) {
        return jdbc.sql(
                        "SELECT coalesce(sum(pg_total_relation_size(to_regclass(t))), 0)::bigint FROM unnest(?::text[]) t")
                .param(projection.tables().stream()
                        .map(table -> ReadModels.LIVE + "." + table)
                        .toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
