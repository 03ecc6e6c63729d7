package io.tokenledger.api.parameter;

import org.springframework.web.method.HandlerMethod;

/** A query parameter of many routes, which an interceptor reads instead of their handlers. */
public interface SharedParameter {
    String parameter();

    ParameterType<?> type();

    /** Its effect, as a phrase for the OpenAPI document. */
    String meaning();

    /** Whether the routes of this handler have the parameter. */
    boolean isOn(HandlerMethod handler);
}
