/** The accounts of people, for readers of the whole ledger; superusers create and change them. */
@NullMarked
package io.tokenledger.console.user;

import org.jspecify.annotations.NullMarked;
