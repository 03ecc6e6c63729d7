/** Takes reports of leaked API keys from anyone and deactivates the keys. */
@NullMarked
package io.tokenledger.command.leakreport;

import org.jspecify.annotations.NullMarked;
