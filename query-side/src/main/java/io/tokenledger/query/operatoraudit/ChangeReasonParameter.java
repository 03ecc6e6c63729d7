package io.tokenledger.query.operatoraudit;

import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.parameter.SharedParameter;
import io.tokenledger.api.text.ReasonText;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** The parameter {@code ?reason=} of the routes that change the ledger itself. The event of the change records it. */
@Component
class ChangeReasonParameter implements SharedParameter {
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
        return Arrays.asList(handler.getMethod().getParameterTypes()).contains(ChangeCause.class);
    }
}
