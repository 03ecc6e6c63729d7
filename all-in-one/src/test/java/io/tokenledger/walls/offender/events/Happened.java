package io.tokenledger.walls.offender.events;

import org.springframework.stereotype.Component;

/** Offends: an event that knows a framework. */
@Component
public final class Happened {}
