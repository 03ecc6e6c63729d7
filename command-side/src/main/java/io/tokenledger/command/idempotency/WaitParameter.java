package io.tokenledger.command.idempotency;

import io.tokenledger.api.parameter.ParameterType;
import io.tokenledger.api.parameter.SharedParameter;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** The parameter {@code ?wait=} of writes whose result a listing shows. Bulk operations have no such listing. */
@Component
class WaitParameter implements SharedParameter {
    static final String NAME = "wait";
    private static final List<String> BULK_OPERATIONS = List.of("/ledger/tokens/", "/ledger/offboardings");

    @Override
    public String parameter() {
        return NAME;
    }

    @Override
    public ParameterType<?> type() {
        return ParameterType.FLAG;
    }

    @Override
    public String meaning() {
        return "whether to wait until the listing shows the change, true by default";
    }

    @Override
    public boolean isOn(HandlerMethod handler) {
        return Arrays.asList(handler.getMethod().getParameterTypes()).contains(WriteRequest.class)
                && !isBulkOperation(handler);
    }

    private static boolean isBulkOperation(HandlerMethod handler) {
        RequestMapping mapping = handler.getMethodAnnotation(RequestMapping.class);
        return mapping != null
                && Arrays.stream(mapping.path())
                        .anyMatch(path -> BULK_OPERATIONS.stream().anyMatch(path::startsWith));
    }
}
