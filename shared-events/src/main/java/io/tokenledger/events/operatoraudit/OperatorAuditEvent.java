package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.LedgerEvent;

/** Operator audit: an action on the ledger itself. The event is recorded before the caller gets the response. */
public sealed interface OperatorAuditEvent extends LedgerEvent
        permits AuditRead,
                AuditExported,
                ReadModelReplayed,
                ExposureReported,
                PolicySimulated,
                BulkOperationStarted,
                SinkRewound,
                SinkAdded,
                SinkChanged,
                SinkPaused,
                SinkResumed,
                SinkRemoved,
                SinkTested,
                CaseOpened,
                CaseNoteAdded,
                CaseOperationAdded,
                CaseClosed,
                CaseReopened,
                CaseHandedOver,
                LegalHoldPlaced,
                LegalHoldReleased,
                EncryptionKeyRotated,
                UnattributedTextsErased,
                UsesDropped {}
