/**
 * Endpoints by which services ask whether a credential is valid. Every process has them, also one that sends the
 * verification to another process.
 */
@NullMarked
package io.tokenledger.authentication.introspection;

import org.jspecify.annotations.NullMarked;
