/** Business rules that several modules apply: each exists once, as a pure function of its arguments. */
@NullMarked
package io.tokenledger.domain;

import org.jspecify.annotations.NullMarked;
