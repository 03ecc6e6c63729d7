package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.LedgerEvent;

/** Something done with the ledger itself. The event is recorded before the answer is given. */
public sealed interface OperatorAuditEvent extends LedgerEvent
        permits AuditRead,
                AuditExported,
                ReadModelReplayed,
                ExposureReported,
                PolicySimulated,
                BulkOperationStarted,
                SinkRewound {}
