package io.tokenledger.query.audittrail;

import io.tokenledger.access.organization.TokenPolicyBody;
import io.tokenledger.events.oversight.AuditExported;
import io.tokenledger.events.oversight.AuditRead;
import io.tokenledger.events.oversight.BulkActBegun;
import io.tokenledger.events.oversight.ExposureReported;
import io.tokenledger.events.oversight.OversightEvent;
import io.tokenledger.events.oversight.PolicySimulated;
import io.tokenledger.events.oversight.ReadModelReplayed;
import io.tokenledger.events.oversight.SinkRewound;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is particular to what somebody did with the ledger itself. */
final class OversightParticulars {
    private OversightParticulars() {}

    static Map<String, @Nullable Object> of(OversightEvent event) {
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
                data.put("policy", TokenPolicyBody.of(simulated.policy()));
                data.put("from", simulated.from());
                data.put("to", simulated.to());
            }
            case BulkActBegun begun -> {
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
