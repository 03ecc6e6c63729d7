package io.tokenledger.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text of an event that describes a person, or that a person may have written about one. It is stored encrypted
 * with the key of the event's {@linkplain LedgerEvent#dataSubject() data subject}, and so disappears with that key.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Personal {}
