package io.tokenledger.api.authorization;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the caller of a handler must be allowed to do. An action of an organization is about the one that the path names
 * as {@code organizationId}. A handler of ours without it is open, or refuses everybody.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    Action value();

    /** What the handler demands beyond that, once it has read what the request is about; for documents and tests. */
    Action[] inside() default {};
}
