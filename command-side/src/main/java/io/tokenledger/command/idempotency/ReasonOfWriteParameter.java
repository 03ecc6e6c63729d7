package io.tokenledger.command.idempotency;

import io.tokenledger.api.parameter.ReasonParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * The parameter {@code ?reason=} of every write that has no {@code reason} in its body: why the caller makes the change.
 * The events of the change record it.
 */
@Component
class ReasonOfWriteParameter extends ReasonParameter {
    private final WaitParameter writes;

    ReasonOfWriteParameter(WaitParameter writes) {
        this.writes = writes;
    }

    @Override
    public boolean isOn(HandlerMethod handler) {
        return writes.isOn(handler);
    }
}
