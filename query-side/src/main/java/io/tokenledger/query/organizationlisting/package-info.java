/** Read model: organizations, their members and token policies, as ZenML's routes list them. */
@NullMarked
package io.tokenledger.query.organizationlisting;

import org.jspecify.annotations.NullMarked;
