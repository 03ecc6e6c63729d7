/** Organizations and their members, as both sides show them. */
@NullMarked
package io.tokenledger.access.organization;

import org.jspecify.annotations.NullMarked;
