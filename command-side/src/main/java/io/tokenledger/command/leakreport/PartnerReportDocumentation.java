package io.tokenledger.command.leakreport;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents a partner report as an array, which annotations can declare only for a whole body. */
@Component
class PartnerReportDocumentation implements OpenApiCustomizer {
    @Override
    public void customise(OpenAPI document) {
        document.getComponents()
                .addSchemas("PartnerReportRequest", new ArraySchema().items(new Schema<>().$ref("PartnerReportItem")));
    }
}
