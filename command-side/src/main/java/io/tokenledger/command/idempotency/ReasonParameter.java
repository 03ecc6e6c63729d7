package io.tokenledger.command.idempotency;

import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.parameter.SharedParameter;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.command.CommandLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * The parameter {@code ?reason=} of every write that has no {@code reason} in its body: why the caller makes the change.
 * The events of the change record it.
 */
@Component
class ReasonParameter implements SharedParameter {
    static final String NAME = "reason";

    private final WaitParameter writes;

    ReasonParameter(WaitParameter writes) {
        this.writes = writes;
    }

    @Override
    public String parameter() {
        return NAME;
    }

    @Override
    public ParameterType<?> type() {
        return ParameterType.REASON;
    }

    @Override
    public String meaning() {
        return "why the change is made, at most 500 characters; the audit trail shows it";
    }

    @Override
    public boolean isOn(HandlerMethod handler) {
        return writes.isOn(handler);
    }

    /** The reason as it is recorded: without text that may be a pasted credential, because many accounts can read it. */
    static @Nullable String recorded(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        if (reason.length() > CommandLimits.MAX_REASON_LENGTH) {
            throw ProblemCode.BAD_VALUE.because(
                    "'reason' must have at most %d characters.", CommandLimits.MAX_REASON_LENGTH);
        }
        return PlainText.sanitize(reason);
    }
}
