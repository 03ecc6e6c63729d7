package io.tokenledger.command.account;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Ends all sessions of an account; its API keys go on. */
public record EndSessions(@TargetAggregateIdentifier UUID accountId, String reason) {}
