/** Translates exceptions into problems, and writes problems as responses. */
@NullMarked
package io.tokenledger.api.error;

import org.jspecify.annotations.NullMarked;
