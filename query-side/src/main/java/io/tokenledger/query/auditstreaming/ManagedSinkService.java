package io.tokenledger.query.auditstreaming;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.events.operatoraudit.OperatorAuditEvent;
import io.tokenledger.events.operatoraudit.SinkAdded;
import io.tokenledger.events.operatoraudit.SinkChanged;
import io.tokenledger.events.operatoraudit.SinkPaused;
import io.tokenledger.events.operatoraudit.SinkRemoved;
import io.tokenledger.events.operatoraudit.SinkResumed;
import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.ChangeCause;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.operatoraudit.OrderedChanges;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes sinks of the API. Each change sees all earlier ones ({@link OrderedChanges}). */
@Component
class ManagedSinkService {
    private static final Set<ProjectionName> SINKS = Set.of(ProjectionName.SINKS);

    private final ManagedSinkRepository repository;
    private final SinkRegistry configured;
    private final SinkSecretFiles secrets;
    private final OperatorAuditLog operatorAudit;
    private final ProjectionBarrier barrier;
    private final OrderedChanges changes;

    ManagedSinkService(
            ManagedSinkRepository repository,
            SinkRegistry configured,
            SinkSecretFiles secrets,
            OperatorAuditLog operatorAudit,
            ProjectionBarrier barrier,
            OrderedChanges changes) {
        this.repository = repository;
        this.configured = configured;
        this.secrets = secrets;
        this.operatorAudit = operatorAudit;
        this.barrier = barrier;
        this.changes = changes;
    }

    /**
     * Adds a sink. Its secret is on disk before its event is recorded, so a recorded sink can sign. If the event is not
     * recorded, {@link ManagedSinkWatch} deletes the secret later, because a failed append may have succeeded after all.
     *
     * @param secret signing secret of a webhook; null for syslog
     * @throws ProblemException if the name is taken, or the ledger has the maximum number of sinks
     */
    ManagedSink add(
            String name,
            String type,
            String target,
            String format,
            long position,
            @Nullable Secret secret,
            ChangeCause cause) {
        UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
        changes.run(ProjectionName.SINKS, () -> {
            requireFree(name);
            if (secret != null) {
                secrets.write(id, secret);
            }
            operatorAudit.record(new SinkAdded(id, name, type, target, format, position), cause);
            return id;
        });
        try {
            barrier.requireCurrent(SINKS);
        } catch (ProblemException late) {
            // the sink is recorded, and its secret is shown only in this answer
        }
        return repository
                .find(id)
                .orElseGet(() -> new ManagedSink(id, name, type, target, format, position, false, false, position));
    }

    /** Pauses or resumes delivery. A pause takes effect before the answer; a batch that is being delivered ends. */
    ManagedSink pause(String name, boolean paused, ChangeCause cause) {
        return change(
                name,
                sink -> sink.paused() == paused
                        ? null
                        : paused ? new SinkPaused(sink.id(), name) : new SinkResumed(sink.id(), name),
                cause);
    }

    /** Changes target and format. */
    ManagedSink change(String name, String target, String format, ChangeCause cause) {
        return change(
                name,
                sink -> sink.target().equals(target) && sink.format().equals(format)
                        ? null
                        : new SinkChanged(sink.id(), name, target, format),
                cause);
    }

    void remove(String name, ChangeCause cause) {
        ManagedSink removed = change(name, sink -> new SinkRemoved(sink.id(), name), cause);
        secrets.delete(removed.id());
    }

    /** A sink of the API, including one that was recorded just now. */
    ManagedSink require(String name) {
        return barrier.find(SINKS, () -> repository.findByName(name)).orElseThrow(() -> missing(name));
    }

    private ManagedSink change(String name, Decision decision, ChangeCause cause) {
        UUID id = changes.run(ProjectionName.SINKS, () -> {
            ManagedSink sink = repository.findByName(name).orElseThrow(() -> missing(name));
            OperatorAuditEvent event = decision.on(sink);
            if (event != null) {
                operatorAudit.record(event, cause);
            }
            return sink.id();
        });
        barrier.requireCurrent(SINKS);
        return repository.find(id).orElseThrow();
    }

    private void requireFree(String name) {
        if (repository.findByName(name).isPresent() || isConfigured(name)) {
            throw ProblemCode.SINK_NAME_TAKEN.because("A sink with the name %s exists.", name);
        }
        if (repository.all().size() >= SinkLimits.MAX_API_SINKS) {
            throw ProblemCode.TOO_MANY_SINKS.because("The API can add at most %d sinks.", SinkLimits.MAX_API_SINKS);
        }
    }

    private ProblemException missing(String name) {
        return isConfigured(name)
                ? ProblemCode.CONFIGURED_SINK.because(
                        "The sink %s comes from the configuration, so the API cannot change it.", name)
                : ProblemCode.NOT_FOUND.because("There is no such sink. GET /ledger/sinks lists all sinks.");
    }

    private boolean isConfigured(String name) {
        return configured.all().containsKey(name) || configured.unusable().containsKey(name);
    }

    /** Decides which event a change of a sink is; null if nothing is to be changed. */
    private interface Decision {
        @Nullable
        OperatorAuditEvent on(ManagedSink sink);
    }
}
