/** What the door must know of each key and account, kept in one transaction with their events. */
@NullMarked
package io.tokenledger.door.credential;

import org.jspecify.annotations.NullMarked;
