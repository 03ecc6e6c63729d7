package io.tokenledger.eventstore;

import java.util.Arrays;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Compares {@link ConditionalOnDeploymentMode} with the configured mode. */
final class OnDeploymentModeCondition implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
        MergedAnnotation<ConditionalOnDeploymentMode> wanted =
                annotated.getAnnotations().get(ConditionalOnDeploymentMode.class);
        return Arrays.asList(wanted.getEnumArray("value", DeploymentMode.class))
                .contains(DeploymentMode.of(context.getEnvironment()));
    }
}
