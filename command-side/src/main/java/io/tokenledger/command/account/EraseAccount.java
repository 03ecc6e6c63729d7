package io.tokenledger.command.account;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Erases all personal texts about a deleted account, permanently. */
record EraseAccount(@TargetAggregateIdentifier UUID accountId) {}
