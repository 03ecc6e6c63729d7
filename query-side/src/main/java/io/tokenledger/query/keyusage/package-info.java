/** How a key was used: per day, and by which networks and user agents with which generation of its value. */
@NullMarked
package io.tokenledger.query.keyusage;

import org.jspecify.annotations.NullMarked;
