/**
 * Exposure reports: what a leaked credential did, created and could reach in a window, and what the ledger cannot know
 * about it.
 */
@NullMarked
package io.tokenledger.query.exposure;

import org.jspecify.annotations.NullMarked;
