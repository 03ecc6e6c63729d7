/** Extensions of Spring MVC: arguments of handlers, permission checks, JSON. */
@NullMarked
package io.tokenledger.api.mvc;

import org.jspecify.annotations.NullMarked;
