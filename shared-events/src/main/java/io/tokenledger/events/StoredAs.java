package io.tokenledger.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name and revision under which an event is stored. This name never changes, even if the Java class is renamed or
 * moved. A new field needs a default; a changed meaning is a new revision with an upcaster.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface StoredAs {
    /**
     * Stored name, dotted and in lower case, for example {@code token.created}; also the {@code action} of the audit
     * trail.
     */
    String value();

    /**
     * Revision; each changed meaning increments it. Revision 2 of every event stores {@linkplain Personal personal} texts
     * encrypted. Revision 1 stored them in clear, and is still read.
     */
    String revision() default "2";
}
