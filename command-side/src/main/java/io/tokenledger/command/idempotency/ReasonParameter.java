package io.tokenledger.command.idempotency;

import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.parameter.SharedParameter;
import io.tokenledger.api.text.ReasonText;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * The parameter {@code ?reason=} of every write that has no {@code reason} in its body: why the caller makes the change.
 * The events of the change record it.
 */
@Component
class ReasonParameter implements SharedParameter {
    private final WaitParameter writes;

    ReasonParameter(WaitParameter writes) {
        this.writes = writes;
    }

    @Override
    public String parameter() {
        return ReasonText.NAME;
    }

    @Override
    public ParameterType<?> type() {
        return ParameterType.REASON;
    }

    @Override
    public String meaning() {
        return ReasonText.MEANING;
    }

    @Override
    public boolean isOn(HandlerMethod handler) {
        return writes.isOn(handler);
    }
}
