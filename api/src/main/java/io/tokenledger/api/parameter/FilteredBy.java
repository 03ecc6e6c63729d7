package io.tokenledger.api.parameter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the filters that a handler's argument of type {@link FilterValues} accepts. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface FilteredBy {
    /** An enum. */
    Class<? extends Filter> value();
}
