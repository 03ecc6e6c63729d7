package io.tokenledger.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text of an event that says nothing about a person: an identifier, a digest, a name of the ledger's own
 * vocabulary, or the name of a thing. It is stored as it is, and an erasure keeps it.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Plain {}
