/** What the command side asks the query side about sessions. */
@NullMarked
package io.tokenledger.access.session;

import org.jspecify.annotations.NullMarked;
