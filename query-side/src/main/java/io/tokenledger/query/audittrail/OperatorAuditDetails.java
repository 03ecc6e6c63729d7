package io.tokenledger.query.audittrail;

import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.events.operatoraudit.AuditExported;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.events.operatoraudit.CaseClosed;
import io.tokenledger.events.operatoraudit.CaseHandedOver;
import io.tokenledger.events.operatoraudit.CaseNoteAdded;
import io.tokenledger.events.operatoraudit.CaseOpened;
import io.tokenledger.events.operatoraudit.CaseOperationAdded;
import io.tokenledger.events.operatoraudit.CaseReopened;
import io.tokenledger.events.operatoraudit.EncryptionKeyRotated;
import io.tokenledger.events.operatoraudit.ExposureReported;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
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
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.operatoraudit.UsesDropped;
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
            case CaseOpened opened -> {
                data.put("case_id", opened.caseId());
                data.put("title", opened.title());
                data.put(opened.subject(), opened.value());
                data.put("from", opened.from());
                data.put("to", opened.to());
                data.put("first_position", opened.firstPosition());
                data.put("last_position", opened.lastPosition());
            }
            case CaseNoteAdded added -> {
                data.put("case_id", added.caseId());
                data.put("note", added.note());
            }
            case CaseOperationAdded added -> {
                data.put("case_id", added.caseId());
                data.put("operation_id", added.operationId());
            }
            case CaseClosed closed -> {
                data.put("case_id", closed.caseId());
                data.put("conclusion", closed.conclusion());
            }
            case CaseReopened reopened -> data.put("case_id", reopened.caseId());
            case CaseHandedOver handedOver -> {
                data.put("case_id", handedOver.caseId());
                data.put("sha256", handedOver.sha256());
                data.put("entries", handedOver.entries());
            }
            case LegalHoldPlaced placed -> {
                data.put("hold_id", placed.holdId());
                data.put("subject", placed.subject().wire());
                data.put("subject_id", placed.subjectId());
            }
            case LegalHoldReleased released -> data.put("hold_id", released.holdId());
            case EncryptionKeyRotated rotated -> {
                data.put("key_id", rotated.keyId());
                data.put("subjects", rotated.subjects());
            }
            case UnattributedTextsErased erased -> data.put("month", erased.month());
            case UsesDropped dropped -> {
                data.put("before", dropped.before());
                data.put("uses", dropped.uses());
                data.put("entries", dropped.entries());
                data.put("keys", dropped.keys());
            }
        }
        return data;
    }

    private static void sink(Map<String, @Nullable Object> data, @Nullable UUID id, String name) {
        data.put("sink_id", id);
        data.put("sink", name);
    }
}
