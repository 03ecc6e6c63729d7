/** Rules for texts and names that a person reads. */
@NullMarked
package io.tokenledger.api.text;

import org.jspecify.annotations.NullMarked;
