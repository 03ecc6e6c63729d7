package io.tokenledger.api.authorization;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The action that the caller of a handler needs. For an action of an organization, the path variable
 * {@code organizationId} names the organization. Our handlers without this annotation serve public routes, or reject
 * every caller.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    Action value();

    /**
     * Further actions that the handler itself checks, after it has read the object of the request; for documents and
     * tests.
     */
    Action[] inside() default {};

    /**
     * Whether the caller must have signed in. An API key, and an API token that was exchanged for one, are rejected: a
     * leaked key must not be able to do this.
     */
    boolean session() default false;
}
