/** The life of an API key: its aggregate, its commands, its limits and its routes. */
@NullMarked
package io.tokenledger.command.token;

import org.jspecify.annotations.NullMarked;
