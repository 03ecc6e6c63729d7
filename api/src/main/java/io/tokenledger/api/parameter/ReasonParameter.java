package io.tokenledger.api.parameter;

import io.tokenledger.api.text.ReasonText;

/** The parameter {@code ?reason=}: why a change is made. Each side says which of its routes have it. */
public abstract class ReasonParameter implements SharedParameter {
    @Override
    public final String parameter() {
        return ReasonText.NAME;
    }

    @Override
    public final ParameterType<?> type() {
        return ParameterType.REASON;
    }

    @Override
    public final String meaning() {
        return ReasonText.MEANING;
    }
}
