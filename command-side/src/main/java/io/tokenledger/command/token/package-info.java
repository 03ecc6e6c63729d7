/** API keys: aggregate, commands, limits and routes. */
@NullMarked
package io.tokenledger.command.token;

import org.jspecify.annotations.NullMarked;
