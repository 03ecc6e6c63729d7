/**
 * Audit streaming: pushes the audit trail to a webhook, a file or syslog, with each entry delivered at least once and
 * in order. Sinks come from the settings, or are added through the API without a restart.
 */
@NullMarked
package io.tokenledger.query.auditstreaming;

import org.jspecify.annotations.NullMarked;
