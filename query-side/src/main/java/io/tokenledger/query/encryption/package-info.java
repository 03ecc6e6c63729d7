/** The keys that protect personal data, for operators. */
@NullMarked
package io.tokenledger.query.encryption;

import org.jspecify.annotations.NullMarked;
