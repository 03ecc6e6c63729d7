package io.tokenledger.command.legalhold;

import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Places a legal hold. The lookup projection rejects an unknown subject, and a hold beyond the limit.
 *
 * @param subjectId id of the API key, account or organization; also of a deleted one
 */
record PlaceLegalHold(
        @TargetAggregateIdentifier UUID holdId, LegalHoldSubject subject, UUID subjectId, String reason) {}
