package io.tokenledger.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a constant that limits a time or an amount. Each module has one class of such constants. The table of fixed
 * limits in {@code docs/reliability.md} is generated from them.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface DocumentedLimit {
    /** A noun phrase that says what the constant limits, and what happens beyond it; at most 25 words. */
    String value();
}
