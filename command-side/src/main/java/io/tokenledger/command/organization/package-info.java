/** The life of an organization, its members and its token policy. */
@NullMarked
package io.tokenledger.command.organization;

import org.jspecify.annotations.NullMarked;
