/** Business rules that several modules apply: each exists once, as a pure function of what it is told. */
@NullMarked
package io.tokenledger.domain;

import org.jspecify.annotations.NullMarked;
