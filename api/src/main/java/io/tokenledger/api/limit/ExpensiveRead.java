package io.tokenledger.api.limit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a handler whose query reads much of a table. The web layer limits how many of these each account runs at the
 * same time.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpensiveRead {
    /**
     * Query parameters for which an index exists. A request with only these is not limited. If empty, every request is
     * limited.
     */
    String[] unlessOnly() default {};
}
