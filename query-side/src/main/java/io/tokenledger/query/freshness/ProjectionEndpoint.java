package io.tokenledger.query.freshness;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.query.projection.Projection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists the read models with their lag, and with the failure that stops them. */
@RestController
class ProjectionEndpoint {
    private final List<Projection> projections;
    private final ProjectionLag freshness;
    private final ProjectionFailureMonitor failureMonitor;
    private final ProjectionSizeRepository sizes;

    ProjectionEndpoint(
            List<Projection> projections,
            ProjectionLag freshness,
            ProjectionFailureMonitor failureMonitor,
            ProjectionSizeRepository sizes) {
        this.projections = projections.stream()
                .sorted(Comparator.comparing(Projection::name))
                .toList();
        this.freshness = freshness;
        this.failureMonitor = failureMonitor;
        this.sizes = sizes;
    }

    /**
     * One read model.
     *
     * @param state {@code running}, or {@code failing} if an event cannot be applied; the processor retries by itself
     * @param position position of the last event that it has applied
     * @param failingAt position of the event that cannot be applied; null while running
     * @param sizeBytes size of its tables and indexes on disk, in bytes
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

    /** The read models, sorted by name. */
    @Schema(name = "ProjectionList")
    record Projections(List<ProjectionResource> items) {}

    @GetMapping("/ledger/projections")
    @Requires(Action.LEDGER_READ)
    Projections list() {
        return new Projections(projections.stream().map(this::describe).toList());
    }

    private ProjectionResource describe(Projection projection) {
        Freshness fresh = freshness.ofProcessor(projection.name());
        ProjectionFailureMonitor.Alarm alarm = failureMonitor.of(projection.name());
        return new ProjectionResource(
                projection.name(),
                alarm == null ? "running" : "failing",
                fresh.position(),
                fresh.asOf(),
                fresh.lagMs(),
                alarm == null ? null : alarm.position(),
                alarm == null ? null : alarm.problem(),
                projection.tables(),
                sizes.bytes(projection.tables()));
    }
}
