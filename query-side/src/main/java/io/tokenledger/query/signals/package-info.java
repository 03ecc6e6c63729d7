/**
 * Read model of the signals: findings in the audit trail that an analyst should check, each with its reason and events.
 */
@NullMarked
package io.tokenledger.query.signals;

import org.jspecify.annotations.NullMarked;
