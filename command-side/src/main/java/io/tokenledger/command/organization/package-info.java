/** Organizations, their members and their token policies. */
@NullMarked
package io.tokenledger.command.organization;

import org.jspecify.annotations.NullMarked;
