package io.tokenledger.api.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.tokenledger.api.idempotency.IdempotencyKeyHeader;
import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.parameter.FilteredBy;
import io.tokenledger.api.parameter.SharedParameter;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Documents filters and the parameters that interceptors read: their name, type and meaning. */
@Component
class ParameterDocumentation implements OperationCustomizer {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(FilterValues.class);
    }

    private final List<SharedParameter> shared;

    ParameterDocumentation(ObjectProvider<SharedParameter> shared) {
        this.shared = shared.stream().toList();
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        for (MethodParameter argument : handler.getMethodParameters()) {
            FilteredBy filters = argument.getParameterAnnotation(FilteredBy.class);
            if (filters != null) {
                Filter.declaredBy(filters.value())
                        .forEach(filter -> operation.addParametersItem(parameter(
                                filter.parameter(),
                                filter.meaning(),
                                filter.type().schema())));
            }
        }
        if (IdempotencyKeyHeader.isAcceptedBy(handler.getMethod())) {
            operation.addParametersItem(new HeaderParameter()
                    .name(IdempotencyKeyHeader.NAME)
                    .schema(new StringSchema().maxLength(IdempotencyKeyHeader.MAX_LENGTH)));
        }
        shared.stream()
                .filter(one -> one.isOn(handler))
                .forEach(one -> operation.addParametersItem(
                        parameter(one.parameter(), one.meaning(), one.type().schema())));
        return operation;
    }

    private static Parameter parameter(String name, String meaning, Schema<?> schema) {
        Parameter parameter =
                new QueryParameter().name(name).description(meaning).schema(schema);
        if (schema instanceof ArraySchema) { // several values in one parameter, separated by commas
            parameter.style(Parameter.StyleEnum.FORM).explode(false);
        }
        return parameter;
    }
}
