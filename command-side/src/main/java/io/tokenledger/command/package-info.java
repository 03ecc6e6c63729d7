/** The side that decides. One package a life cycle; it never imports the query side. */
@NullMarked
package io.tokenledger.command;

import org.jspecify.annotations.NullMarked;
