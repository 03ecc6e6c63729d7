/**
 * Encrypts the personal texts of events, each with the key of its data subject. The destruction of that key erases them
 * in every event, export and backup at once, while the events themselves never change.
 */
@NullMarked
package io.tokenledger.eventstore.personaldata;

import org.jspecify.annotations.NullMarked;
