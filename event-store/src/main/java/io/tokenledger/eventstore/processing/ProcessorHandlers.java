package io.tokenledger.eventstore.processing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** The handlers of one event processor, and the interceptors around them. */
final class ProcessorHandlers {
    private final EventHandlerInvoker handlers;
    private final boolean sendCommands;
    private final List<MessageHandlerInterceptor<? super EventMessage<?>>> interceptors = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Boolean> handled = new ConcurrentHashMap<>();

    ProcessorHandlers(EventHandlerInvoker handlers) {
        this.handlers = handlers;
        this.sendCommands = sendCommands(handlers);
    }

    private static boolean sendCommands(EventHandlerInvoker invoker) {
        return switch (invoker) {
            case MultiEventHandlerInvoker several ->
                several.delegates().stream().anyMatch(ProcessorHandlers::sendCommands);
            case SimpleEventHandlerInvoker one ->
                one.eventHandlers().stream()
                        .map(handler -> handler.getTargetType())
                        .anyMatch(type -> type.isAnnotationPresent(SendsCommands.class));
            default -> false;
        };
    }

    Registration register(MessageHandlerInterceptor<? super EventMessage<?>> interceptor) {
        interceptors.add(interceptor);
        return () -> interceptors.remove(interceptor);
    }

    List<MessageHandlerInterceptor<? super EventMessage<?>>> interceptors() {
        return List.copyOf(interceptors);
    }

    boolean canHandle(Message<?> event) {
        return handled.computeIfAbsent(event.getPayloadType(), handlers::canHandleType);
    }

    /** Whether an event of the batch makes these handlers send commands. */
    boolean sendCommandsFor(List<TrackedEventMessage<?>> batch) {
        return sendCommands && batch.stream().anyMatch(this::canHandle);
    }

    /** Handles the current event of the unit of work. */
    void handle(UnitOfWork<TrackedEventMessage<?>> unitOfWork) throws Exception {
        new DefaultInterceptorChain<>(unitOfWork, interceptors, message -> {
                    handlers.handle(message, Segment.ROOT_SEGMENT);
                    return null;
                })
                .proceed();
    }
}
