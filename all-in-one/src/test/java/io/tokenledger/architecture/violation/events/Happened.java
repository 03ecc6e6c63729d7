package io.tokenledger.architecture.violation.events;

import org.springframework.stereotype.Component;

/** Offends: an event that knows a framework. */
@Component
public final class Happened {}
