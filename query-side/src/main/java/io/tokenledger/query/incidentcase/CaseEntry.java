package io.tokenledger.query.incidentcase;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was added to an incident case.
 *
 * @param kind note, operation, closed, reopened or handed_over
 * @param addedBy id of the account
 * @param addedByUsername its username; null if the account is unknown
 * @param text the note or the conclusion; null for the others
 * @param operationId id of the bulk operation; null for the others
 * @param sha256 SHA-256 of the package that was handed over; null for the others
 */
record CaseEntry(
        long position,
        @Schema(implementation = String.class) CaseEntryKind kind,
        Instant addedAt,
        @Nullable UUID addedBy,
        @Nullable String addedByUsername,
        @Nullable String text,
        @Nullable UUID operationId,
        @Nullable String sha256) {}
