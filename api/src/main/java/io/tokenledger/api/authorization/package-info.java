/** Authorization: one table of permissions for both sides, and the annotation by which a route requires an action. */
@NullMarked
package io.tokenledger.api.authorization;

import org.jspecify.annotations.NullMarked;
