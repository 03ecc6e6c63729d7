package io.tokenledger.query.audittrail;

import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.events.operatoraudit.AuditExported;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.events.operatoraudit.ExposureReported;
import io.tokenledger.events.operatoraudit.OperatorAuditEvent;
import io.tokenledger.events.operatoraudit.PolicySimulated;
import io.tokenledger.events.operatoraudit.ReadModelReplayed;
import io.tokenledger.events.operatoraudit.SinkAdded;
import io.tokenledger.events.operatoraudit.SinkChanged;
import io.tokenledger.events.operatoraudit.SinkPaused;
import io.tokenledger.events.operatoraudit.SinkRemoved;
import io.tokenledger.events.operatoraudit.SinkResumed;
import io.tokenledger.events.operatoraudit.SinkRewound;
import io.tokenledger.events.operatoraudit.SinkTested;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fields that only one kind of operator audit event has. */
final class OperatorAuditDetails {
    private OperatorAuditDetails() {}

    static Map<String, @Nullable Object> of(OperatorAuditEvent event) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        switch (event) {
            case AuditRead read -> {
                data.put("view", read.view());
                data.put("filters", read.filters());
            }
            case AuditExported exported -> {
                data.put("format", exported.format());
                data.put("filters", exported.filters());
            }
            case ReadModelReplayed replayed -> {
                data.put("replay_id", replayed.replayId());
                data.put("purpose", replayed.purpose());
                data.put("projections", replayed.projections());
                data.put("until", replayed.until());
            }
            case ExposureReported reported -> {
                data.put(reported.subject(), reported.value());
                data.put("from", reported.from());
                data.put("to", reported.to());
            }
            case PolicySimulated simulated -> {
                data.put("organization_id", simulated.organizationId());
                data.put("policy", TokenPolicyResource.of(simulated.policy()));
                data.put("from", simulated.from());
                data.put("to", simulated.to());
            }
            case BulkOperationStarted begun -> {
                data.put("act_id", begun.actId());
                data.put("act", begun.act());
                data.put("filter", begun.filter());
                data.put("matched", begun.matched());
            }
            case SinkRewound rewound -> {
                data.put("sink", rewound.sink());
                data.put("position", rewound.position());
            }
            case SinkAdded added -> {
                sink(data, added.sinkId(), added.sink());
                data.put("type", added.type());
                data.put("target", added.target());
                data.put("format", added.format());
                data.put("position", added.position());
            }
            case SinkChanged changed -> {
                sink(data, changed.sinkId(), changed.sink());
                data.put("target", changed.target());
                data.put("format", changed.format());
            }
            case SinkPaused paused -> sink(data, paused.sinkId(), paused.sink());
            case SinkResumed resumed -> sink(data, resumed.sinkId(), resumed.sink());
            case SinkRemoved removed -> sink(data, removed.sinkId(), removed.sink());
            case SinkTested tested -> sink(data, tested.sinkId(), tested.sink());
        }
        return data;
    }

    private static void sink(Map<String, @Nullable Object> data, @Nullable UUID id, String name) {
        data.put("sink_id", id);
        data.put("sink", name);
    }
}
