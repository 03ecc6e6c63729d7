package io.tokenledger.query.audittrail;

import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.events.operatoraudit.AuditExported;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.events.operatoraudit.ExposureReported;
import io.tokenledger.events.operatoraudit.OperatorAuditEvent;
import io.tokenledger.events.operatoraudit.PolicySimulated;
import io.tokenledger.events.operatoraudit.ReadModelReplayed;
import io.tokenledger.events.operatoraudit.SinkRewound;
import java.util.LinkedHashMap;
import java.util.Map;
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
        }
        return data;
    }
}
