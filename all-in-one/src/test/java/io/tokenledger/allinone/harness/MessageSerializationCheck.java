package io.tokenledger.allinone.harness;

import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Serializes and deserializes every command, query and result of an application as Axon Server would. So a type that
 * cannot be transmitted fails in every deployment mode.
 */
final class MessageSerializationCheck {
    private final Serializer serializer;

    private MessageSerializationCheck(Serializer serializer) {
        this.serializer = serializer;
    }

    static void into(ConfigurableApplicationContext application) {
        MessageSerializationCheck wire =
                new MessageSerializationCheck(application.getBean("messageSerializer", Serializer.class));
        CommandBus commands = application.getBean(CommandBus.class);
        commands.registerDispatchInterceptor(messages -> (index, command) -> wire.carry(command));
        commands.registerHandlerInterceptor((unitOfWork, chain) -> wire.carry(chain.proceed()));
        QueryBus queries = application.getBean(QueryBus.class);
        queries.registerDispatchInterceptor(messages -> (index, query) -> wire.carry(query));
        queries.registerHandlerInterceptor((unitOfWork, chain) -> wire.carryLate(chain.proceed()));
    }

    private CommandMessage<?> carry(CommandMessage<?> command) {
        return new GenericCommandMessage<>(
                new GenericMessage<>(command.getIdentifier(), carry(command.getPayload()), command.getMetaData()),
                command.getCommandName());
    }

    private <R> QueryMessage<?, R> carry(QueryMessage<?, R> query) {
        return new GenericQueryMessage<>(
                new GenericMessage<>(query.getIdentifier(), carry(query.getPayload()), query.getMetaData()),
                query.getQueryName(),
                query.getResponseType());
    }

    private Object carryLate(Object answer) {
        return answer instanceof CompletableFuture<?> late ? late.thenApply(this::carry) : carry(answer);
    }

    private <T> T carry(T content) {
        if (content == null) {
            return null;
        }
        SerializedObject<byte[]> written = serializer.serialize(content, byte[].class);
        return serializer.deserialize(written);
    }
}
