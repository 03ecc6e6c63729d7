/** Notices: what the ledger tells people before a key stops working, and what they chose to be told. */
@NullMarked
package io.tokenledger.events.notice;

import org.jspecify.annotations.NullMarked;
