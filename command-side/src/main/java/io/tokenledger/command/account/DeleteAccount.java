package io.tokenledger.command.account;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Deletes an account permanently. Its API keys are refused at once; their own deletion events follow. */
record DeleteAccount(@TargetAggregateIdentifier UUID accountId) {}
