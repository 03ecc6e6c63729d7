/** Query side: one package per read model. It never imports the command side. */
@NullMarked
package io.tokenledger.query;

import org.jspecify.annotations.NullMarked;
