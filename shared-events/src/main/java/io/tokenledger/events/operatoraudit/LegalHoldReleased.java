package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** A legal hold was released. */
@StoredAs("ledger.legal_hold_released")
public record LegalHoldReleased(UUID holdId) implements OperatorAuditEvent {
    @Override
    public UUID dataSubject() {
        return holdId;
    }
}
