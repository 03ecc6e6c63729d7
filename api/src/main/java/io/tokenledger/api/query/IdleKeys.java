package io.tokenledger.api.query;

import java.util.List;
import java.util.UUID;

/** Keys that nobody uses; at most 1,000 at a time. */
public record IdleKeys(List<UUID> tokenIds) {}
