package io.tokenledger.eventstore.personaldata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an aggregate whose state contains personal texts. Its snapshots contain them encrypted. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PersonalState {
    /** Name of the field with the id of the account that the texts are about. */
    String subject();

    /** Names of the fields with personal texts. */
    String[] texts();
}
