package io.tokenledger.eventstore.time;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.axonframework.common.IdentifierFactory;

/**
 * Creates event identifiers that grow with time (UUID version 7, RFC 9562). Random identifiers would touch a random
 * page of two unique indexes on each append. Axon finds this class through {@code META-INF/services}.
 */
public final class TimeOrderedIdentifierFactory extends IdentifierFactory {
    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    @Override
    public String generateIdentifier() {
        return GENERATOR.generate().toString();
    }
}
