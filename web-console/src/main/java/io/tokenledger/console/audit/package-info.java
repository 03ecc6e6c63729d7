/** The audit trail: search, chart, live view and exports. */
@NullMarked
package io.tokenledger.console.audit;

import org.jspecify.annotations.NullMarked;
