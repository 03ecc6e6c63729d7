/** Exchanges an API key, or a password, for an API token. */
@NullMarked
package io.tokenledger.command.login;

import org.jspecify.annotations.NullMarked;
