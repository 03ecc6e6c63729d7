package io.tokenledger.query.operatoraudit;

import io.tokenledger.api.parameter.ReasonParameter;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** The parameter {@code ?reason=} of the routes that change the ledger itself. The event of the change records it. */
@Component
class ChangeReasonParameter extends ReasonParameter {
    @Override
    public boolean isOn(HandlerMethod handler) {
        return Arrays.asList(handler.getMethod().getParameterTypes()).contains(ChangeCause.class);
    }
}
