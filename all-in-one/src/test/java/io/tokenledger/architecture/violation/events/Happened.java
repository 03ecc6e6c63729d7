package io.tokenledger.architecture.violation.events;

import org.springframework.stereotype.Component;

/** Violation: an event depends on a framework. */
@Component
public final class Happened {}
