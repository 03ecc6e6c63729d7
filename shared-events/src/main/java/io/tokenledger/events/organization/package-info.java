/** Events of organizations, their members and their token policies. */
@NullMarked
package io.tokenledger.events.organization;

import org.jspecify.annotations.NullMarked;
