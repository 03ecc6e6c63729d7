package io.tokenledger.query.projection;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Answers what the command side asks, or is needed for that. Where the two sides share a PostgreSQL and nothing else,
 * there is no bus between their processes: the command side brings these components along, and nothing else of ours.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SharedQueryHandler {}
