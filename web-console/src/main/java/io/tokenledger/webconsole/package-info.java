/** The web console as a process of its own. */
@NullMarked
package io.tokenledger.webconsole;

import org.jspecify.annotations.NullMarked;
