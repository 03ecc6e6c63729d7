package io.tokenledger.api.problem;

import java.io.Serializable;

/**
 * The reason why the ledger rejects a request: a stable code, and a message about this request. Exceptions carry it
 * between processes as their details.
 *
 * @param retryAfterSeconds time in seconds after which a retry may succeed; 0 if waiting does not help
 */
public record Problem(ProblemCode code, String message, long retryAfterSeconds) implements Serializable {}
