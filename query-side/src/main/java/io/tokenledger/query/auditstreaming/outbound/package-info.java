/**
 * Outbound connections of sinks: which targets the API may add, and clients that reach only permitted addresses. This is
 * the protection against server-side request forgery.
 */
@NullMarked
package io.tokenledger.query.auditstreaming.outbound;

import org.jspecify.annotations.NullMarked;
