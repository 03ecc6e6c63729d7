package io.tokenledger.api.problem;

import java.io.Serializable;

/**
 * One no: its stable code, and what is wrong with this very request. Travels as the details of an exception.
 *
 * @param retryAfterSeconds when it is worth trying again; 0 where waiting does not help
 */
public record Problem(ProblemCode code, String message, long retryAfterSeconds) implements Serializable {}
