package io.tokenledger.api.query;

import java.util.List;
import java.util.UUID;

/** Ids of idle keys; at most 1,000 per query. */
public record IdleKeys(List<UUID> tokenIds) {}
