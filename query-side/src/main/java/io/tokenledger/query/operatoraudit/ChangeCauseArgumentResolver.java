package io.tokenledger.query.operatoraudit;

import io.tokenledger.api.mvc.RequestArgumentResolver;
import io.tokenledger.api.text.ReasonText;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Passes {@link ChangeCause} to handler methods that declare it. */
@Component
class ChangeCauseArgumentResolver extends RequestArgumentResolver<ChangeCause> {
    ChangeCauseArgumentResolver() {
        super(ChangeCause.class);
    }

    @Override
    protected ChangeCause of(HttpServletRequest request) {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller
                && request.getAttribute(RequestOrigin.class.getName()) instanceof RequestOrigin origin) {
            return new ChangeCause(caller, origin, ReasonText.recorded(request.getParameter(ReasonText.NAME)));
        }
        throw InvalidCredentials.notValid();
    }
}
