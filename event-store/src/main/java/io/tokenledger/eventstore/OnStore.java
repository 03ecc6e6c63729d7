package io.tokenledger.eventstore;

import java.util.Arrays;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Compares {@link ConditionalOnStore} with the setting. */
final class OnStore implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
        MergedAnnotation<ConditionalOnStore> wanted = annotated.getAnnotations().get(ConditionalOnStore.class);
        return Arrays.asList(wanted.getEnumArray("value", Store.class)).contains(Store.of(context.getEnvironment()));
    }
}
