/** Sends notices by mail: at most one mail for each person and day. */
@NullMarked
package io.tokenledger.query.notice.mail;

import org.jspecify.annotations.NullMarked;
