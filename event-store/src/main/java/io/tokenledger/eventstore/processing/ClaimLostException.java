package io.tokenledger.eventstore.processing;

import java.util.Set;

/** Another process has taken over event processors, or their tokens were removed. */
final class ClaimLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Set<String> processors;

    ClaimLostException(Set<String> processors) {
        super("The claims of these event processors are lost: " + processors);
        this.processors = Set.copyOf(processors);
    }

    boolean affects(String processor) {
        return processors.contains(processor);
    }
}
