/** Where services ask whether a credential is good. In every process, wherever it is judged. */
@NullMarked
package io.tokenledger.authentication.introspection;

import org.jspecify.annotations.NullMarked;
