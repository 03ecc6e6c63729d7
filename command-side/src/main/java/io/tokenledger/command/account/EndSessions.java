package io.tokenledger.command.account;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Ends all sessions of an account. Its API keys stay valid. */
public record EndSessions(@TargetAggregateIdentifier UUID accountId, String reason) {}
