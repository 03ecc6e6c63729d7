/** What all pages have: the viewer, problems, times. */
@NullMarked
package io.tokenledger.console.page;

import org.jspecify.annotations.NullMarked;
