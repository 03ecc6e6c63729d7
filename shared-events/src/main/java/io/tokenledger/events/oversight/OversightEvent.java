package io.tokenledger.events.oversight;

import io.tokenledger.events.LedgerEvent;

/** Something done with the ledger itself. The event is recorded before the answer is given. */
public sealed interface OversightEvent extends LedgerEvent
        permits AuditRead,
                AuditExported,
                ReadModelReplayed,
                ExposureReported,
                PolicySimulated,
                BulkActBegun,
                SinkRewound {}
