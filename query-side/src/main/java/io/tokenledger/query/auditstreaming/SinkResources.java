package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.audittrail.AuditFeed;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Describes sinks for responses: configured ones, those of the API, and unusable ones. */
@Component
class SinkResources {
    private static final String CONFIGURATION = "configuration";

    private final SinkRegistry configured;
    private final ManagedSinkRepository managed;
    private final SinkRepository table;
    private final AuditFeed trail;

    SinkResources(SinkRegistry configured, ManagedSinkRepository managed, SinkRepository table, AuditFeed trail) {
        this.configured = configured;
        this.managed = managed;
        this.table = table;
        this.trail = trail;
    }

    List<SinkResource> all() {
        return Stream.of(
                        configured.all().keySet().stream().map(this::ofConfigured),
                        managed.all().stream().map(this::of),
                        configured.unusable().entrySet().stream().map(sink -> unusable(sink.getKey(), sink.getValue())))
                .flatMap(sinks -> sinks)
                .toList();
    }

    SinkResource ofConfigured(String name) {
        SinkRepository.State state = table.find(name);
        SinkProperties setting = configured.propertiesOf(name);
        return new SinkResource(
                null,
                name,
                CONFIGURATION,
                setting.typeName(),
                null,
                setting.format(),
                state.failures() > 0 ? "failing" : "delivering",
                false,
                state.position(),
                behind(state.position()),
                state.deliveredAt(),
                state.failures(),
                state.problem());
    }

    SinkResource of(ManagedSink sink) {
        SinkRepository.State state = table.findIfRegistered(sink.progressKey())
                .orElseGet(() -> new SinkRepository.State(sink.startPosition(), null, 0, null));
        String delivery = state.failures() > 0 ? "failing" : "delivering";
        return new SinkResource(
                sink.id(),
                sink.name(),
                "api",
                sink.type(),
                sink.target(),
                sink.format(),
                sink.paused() ? "paused" : delivery,
                sink.paused(),
                state.position(),
                behind(state.position()),
                state.deliveredAt(),
                state.failures(),
                state.problem());
    }

    private long behind(long position) {
        return Math.max(0, trail.end() - position);
    }

    private static SinkResource unusable(String name, String problem) {
        return new SinkResource(null, name, CONFIGURATION, null, null, null, "unusable", false, 0, 0, null, 0, problem);
    }
}
