/** The one place that says whether a credential is good: what it knows by heart, how it decides, and what it records. */
@NullMarked
package io.tokenledger.authentication;

import org.jspecify.annotations.NullMarked;
