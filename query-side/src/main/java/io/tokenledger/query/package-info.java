/** The side that remembers. One package a read model; it never imports the command side. */
@NullMarked
package io.tokenledger.query;

import org.jspecify.annotations.NullMarked;
