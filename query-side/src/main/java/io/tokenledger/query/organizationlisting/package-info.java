/** Read model: organizations, their members and token policies, as family 1 lists them. */
@NullMarked
package io.tokenledger.query.organizationlisting;

import org.jspecify.annotations.NullMarked;
