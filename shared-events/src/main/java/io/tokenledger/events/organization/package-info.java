/** What can happen to organizations, to who belongs to them, and to their rules. */
@NullMarked
package io.tokenledger.events.organization;

import org.jspecify.annotations.NullMarked;
