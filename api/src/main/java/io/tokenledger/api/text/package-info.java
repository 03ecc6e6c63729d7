/** What may stand in a text that a person will read. */
@NullMarked
package io.tokenledger.api.text;

import org.jspecify.annotations.NullMarked;
