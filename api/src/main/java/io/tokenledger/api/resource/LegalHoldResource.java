package io.tokenledger.api.resource;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold.
 *
 * @param subjectId id of the API key, account or organization
 * @param reason why the subject must be preserved
 * @param placedBy id of the account that placed the hold
 * @param releasedAt null while the hold is in force
 * @param releasedBy id of the account that released the hold; null while the hold is in force
 */
@Schema(name = "LegalHold")
public record LegalHoldResource(
        UUID id,
        LegalHoldSubject subject,
        UUID subjectId,
        String reason,
        Instant placedAt,
        @Nullable UUID placedBy,
        @Nullable Instant releasedAt,
        @Nullable UUID releasedBy) {}
