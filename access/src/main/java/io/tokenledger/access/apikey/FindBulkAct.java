package io.tokenledger.access.apikey;

import io.tokenledger.access.use.Caller;
import java.util.UUID;

/**
 * Asked by the command side: which API keys did this bulk act deactivate, that are still as it left them and that the
 * caller may end? Answered by {@link FoundTokens}; none where there was no such act.
 */
public record FindBulkAct(UUID actId, Caller caller) {}
