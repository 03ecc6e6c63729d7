package io.tokenledger.command.idempotency;

import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Documents the parameters that all write routes accept. */
@Configuration
class WriteConfiguration {
    private static final int MAX_KEY_LENGTH = 255;

    @Bean
    OperationCustomizer writeParametersCustomizer() {
        return (operation, handler) -> {
            boolean writes =
                    Arrays.asList(handler.getMethod().getParameterTypes()).contains(WriteRequest.class);
            return writes
                    ? operation
                            .addParametersItem(new HeaderParameter()
                                    .name("Idempotency-Key")
                                    .description("Key of this write. A repeat within 24 hours changes nothing."
                                            + " It returns the first response, or 409 if that showed a secret")
                                    .schema(new StringSchema().maxLength(MAX_KEY_LENGTH)))
                            .addParametersItem(new QueryParameter()
                                    .name("wait")
                                    .description(
                                            "If false, the response does not wait until the listing shows the change")
                                    .schema(new BooleanSchema()))
                    : operation;
        };
    }
}
