package io.tokenledger.architecture.violation.authentication;

import org.springframework.context.annotation.Configuration;

/** Violation: Spring would create a proxy, although no bean method calls another one. */
@Configuration
public class Configures {}
