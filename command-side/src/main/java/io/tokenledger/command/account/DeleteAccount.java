package io.tokenledger.command.account;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Ends an account for good. Its API keys are refused from then on, and deleted after it. */
record DeleteAccount(@TargetAggregateIdentifier UUID accountId) {}
