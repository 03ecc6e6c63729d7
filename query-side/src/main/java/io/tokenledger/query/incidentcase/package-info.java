/** Incident cases: what was asked, noted and done about a leaked credential, and the evidence to hand over. */
@NullMarked
package io.tokenledger.query.incidentcase;

import org.jspecify.annotations.NullMarked;
