/** What a leaked credential did, made and could reach: one report over a window, and what the ledger cannot know about it. */
@NullMarked
package io.tokenledger.query.exposure;

import org.jspecify.annotations.NullMarked;
