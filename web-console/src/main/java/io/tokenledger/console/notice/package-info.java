/** Notices: what needs attention now, what is sent by mail, and the calendar feed. */
@NullMarked
package io.tokenledger.console.notice;

import org.jspecify.annotations.NullMarked;
