/** Sessions of browsers: sign-in, sign-out, and whose page it is. */
@NullMarked
package io.tokenledger.console.session;

import org.jspecify.annotations.NullMarked;
