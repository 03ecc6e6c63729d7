package io.tokenledger.access.refusal;

import java.io.Serializable;

/**
 * One no: its stable code, and what is wrong with this very request. Travels as the details of an exception.
 *
 * @param retryAfterSeconds when it is worth trying again; 0 where waiting does not help
 */
public record Refusal(RefusalCode code, String message, long retryAfterSeconds) implements Serializable {}
