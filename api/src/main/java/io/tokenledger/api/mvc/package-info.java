/** Extensions of Spring MVC: handler arguments, permission checks, limits on expensive reads, and JSON. */
@NullMarked
package io.tokenledger.api.mvc;

import org.jspecify.annotations.NullMarked;
