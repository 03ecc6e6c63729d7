/**
 * Limits on connections: how many each client network holds, and how many threads wait for clients that read slowly. Both
 * are enforced in Tomcat's endpoint, the only place that knows which write blocks.
 */
@NullMarked
package io.tokenledger.api.connection;

import org.jspecify.annotations.NullMarked;
