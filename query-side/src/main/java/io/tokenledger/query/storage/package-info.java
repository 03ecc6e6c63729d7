/** Shows how much disk space the parts of the store take, and how fast they grow. */
@NullMarked
package io.tokenledger.query.storage;

import org.jspecify.annotations.NullMarked;
