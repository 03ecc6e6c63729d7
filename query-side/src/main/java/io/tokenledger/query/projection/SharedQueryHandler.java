package io.tokenledger.query.projection;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks components that answer queries of the command side, or that such components need. If the two sides share only a
 * PostgreSQL, there is no bus between them. The command side then runs these components itself, and no others of the
 * query side.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SharedQueryHandler {}
