/** Deleted accounts, and where data about them may have gone before their erasure. */
@NullMarked
package io.tokenledger.query.erasure;

import org.jspecify.annotations.NullMarked;
