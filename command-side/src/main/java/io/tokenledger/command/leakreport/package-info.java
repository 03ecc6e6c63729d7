/** Accepts reports of leaked credentials from anyone and ends these credentials. */
@NullMarked
package io.tokenledger.command.leakreport;

import org.jspecify.annotations.NullMarked;
