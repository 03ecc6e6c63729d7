package io.tokenledger.authentication.coherence;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/** Provides {@link ApplyMode} arguments of event handlers. Public because Axon finds it with a service loader. */
public final class ApplyModeResolverFactory implements ParameterResolverFactory {
    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable executable, Parameter[] parameters, int index) {
        return parameters[index].getType() == ApplyMode.class ? new Resolver() : null;
    }

    private static final class Resolver implements ParameterResolver<ApplyMode> {
        @Override
        public ApplyMode resolveParameterValue(Message<?> message) {
            return CurrentUnitOfWork.isStarted() ? ApplyMode.of(CurrentUnitOfWork.get()) : ApplyMode.DECIDING;
        }

        @Override
        public boolean matches(Message<?> message) {
            return true;
        }
    }
}
