/** Who may do what: one table for both sides, and the check that each route passes. */
@NullMarked
package io.tokenledger.api.authorization;

import org.jspecify.annotations.NullMarked;
