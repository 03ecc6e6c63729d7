/** Servlet filters and valves that every request passes: request ids, body limits, URL checks, authentication. */
@NullMarked
package io.tokenledger.api.filter;

import org.jspecify.annotations.NullMarked;
