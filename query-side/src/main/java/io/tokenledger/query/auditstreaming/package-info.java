/** Pushes the trail to other systems: to a webhook, a file, or syslog; each entry at least once, in order. */
@NullMarked
package io.tokenledger.query.auditstreaming;

import org.jspecify.annotations.NullMarked;
