/** The command side. Each package holds one aggregate or one business process. No package imports the query side. */
@NullMarked
package io.tokenledger.command;

import org.jspecify.annotations.NullMarked;
