/**
 * Limits on connections: how many each client network holds, and how many threads wait for clients that read slowly.
 * Tomcat's endpoint enforces both, because only the endpoint knows which write blocks.
 */
@NullMarked
package io.tokenledger.api.connection;

import org.jspecify.annotations.NullMarked;
