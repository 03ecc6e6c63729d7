package io.tokenledger.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name and revision under which an event is stored, for ever. The Java class may be renamed or moved; this name
 * may not. A field that is added needs a default; a changed meaning is a new revision with an upcaster.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface StoredAs {
    /** Dotted and lower-case, for example {@code token.created}; also the {@code action} of the audit trail. */
    String value();

    /** Starts at 1 and grows by one with each changed meaning. */
    String revision() default "1";
}
