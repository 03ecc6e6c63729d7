/** What became of keys that were ended together, and who still knocks. */
@NullMarked
package io.tokenledger.query.bulkoperation;

import org.jspecify.annotations.NullMarked;
