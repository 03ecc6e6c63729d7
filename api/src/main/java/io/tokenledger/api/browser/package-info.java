/** Cookies, and the protection of browsers against cross-site requests. */
@NullMarked
package io.tokenledger.api.browser;

import org.jspecify.annotations.NullMarked;
