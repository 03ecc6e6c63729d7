/** The calendar feed of an account: when its keys stop working, for calendar programs (RFC 5545). */
@NullMarked
package io.tokenledger.query.notice.calendar;

import org.jspecify.annotations.NullMarked;
