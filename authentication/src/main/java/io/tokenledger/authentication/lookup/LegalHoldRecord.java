package io.tokenledger.authentication.lookup;

import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold.
 *
 * @param subjectId id of the API key, account or organization
 * @param reason why the subject must be preserved
 * @param placedBy id of the account that placed it; null if the ledger itself did
 * @param releasedAt null while the hold is in force
 * @param releasedBy id of the account that released it; null while the hold is in force
 */
public record LegalHoldRecord(
        UUID holdId,
        LegalHoldSubject subject,
        UUID subjectId,
        String reason,
        Instant placedAt,
        @Nullable UUID placedBy,
        @Nullable Instant releasedAt,
        @Nullable UUID releasedBy) {}
