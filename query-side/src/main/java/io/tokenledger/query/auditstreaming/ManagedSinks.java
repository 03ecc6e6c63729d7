package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.auditstreaming.outbound.PermittedWebhookClient;
import io.tokenledger.query.auditstreaming.outbound.TargetPolicy;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Opens the sinks of the API. They reach only targets that {@link TargetPolicy} permits. */
@Component
class ManagedSinks {
    private final ManagedSinkRepository repository;
    private final SinkSecretFiles secrets;
    private final TargetPolicy policy;
    private final PermittedWebhookClient webhooks;
    private final List<AuditFormat> formats;
    private final JsonMapper json;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(SinkLimits.MAX_API_SINK_DELIVERIES, true);

    ManagedSinks(
            ManagedSinkRepository repository,
            SinkSecretFiles secrets,
            TargetPolicy policy,
            PermittedWebhookClient webhooks,
            List<AuditFormat> formats,
            JsonMapper json,
            Clock clock) {
        this.repository = repository;
        this.secrets = secrets;
        this.policy = policy;
        this.webhooks = webhooks;
        this.formats = formats;
        this.json = json;
        this.clock = clock;
    }

    /** The sink for its delivery thread; it follows later changes of the sink. */
    StreamedSink streamed(ManagedSink sink) {
        return new Managed(sink.id(), sink.name());
    }

    /**
     * Opens a sink.
     *
     * @throws UnusableSinkException if its secret is missing, or this build does not know its type or format
     */
    Sink open(ManagedSink sink) throws UnusableSinkException {
        AuditFormat format = SinkRegistry.format(sink.format(), formats);
        if (sink.isWebhook()) {
            return new WebhookSink(URI.create(sink.target()), secrets.read(sink.id()), webhooks, json, clock);
        }
        if (!sink.type().equals(SinkRequestCheck.wire(SinkProperties.Type.SYSLOG))) {
            throw new UnusableSinkException("This build does not know its type. Start the build that added it.");
        }
        URI address = URI.create("syslog://" + sink.target());
        return new SyslogSink(address.getHost(), address.getPort(), format, policy);
    }

    private final class Managed implements StreamedSink {
        private final UUID id;
        private final String name;

        Managed(UUID id, String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String progressKey() {
            return id.toString();
        }

        @Override
        public String target() {
            return repository.find(id).map(ManagedSink::target).orElse("");
        }

        @Override
        public Semaphore permits() {
            return permits;
        }

        @Override
        public boolean delivers() {
            return repository
                    .find(id)
                    .filter(sink -> !sink.removed() && !sink.paused())
                    .isPresent();
        }

        @Override
        public boolean isRemoved() {
            return repository.find(id).filter(sink -> !sink.removed()).isEmpty();
        }

        @Override
        public long version() {
            return repository.find(id).map(ManagedSink::version).orElse(0L);
        }

        @Override
        public Sink open() throws UnusableSinkException {
            return ManagedSinks.this.open(repository
                    .find(id)
                    .orElseThrow(() -> new UnusableSinkException("It was removed. Add it again if it is needed.")));
        }
    }
}
