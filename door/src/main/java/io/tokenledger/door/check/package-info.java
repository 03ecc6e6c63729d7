/** Where services ask whether a credential is good. In every process, wherever it is judged. */
@NullMarked
package io.tokenledger.door.check;

import org.jspecify.annotations.NullMarked;
