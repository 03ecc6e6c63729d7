package io.tokenledger.architecture.violation.domain;

import org.springframework.stereotype.Component;

/** A violation: a business rule that depends on a framework. */
@Component
public final class Calculates {}
