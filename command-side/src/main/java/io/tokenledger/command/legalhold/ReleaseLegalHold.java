package io.tokenledger.command.legalhold;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Releases a legal hold permanently. Has no effect on a hold that is already released. */
record ReleaseLegalHold(@TargetAggregateIdentifier UUID holdId) {}
