package io.tokenledger.command.leakreport;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Documents the two forms of a leak report as one schema with a name. Annotations can declare neither the name of such a
 * choice nor an array as a part of it.
 */
@Component
class PartnerReportDocumentation implements OpenApiCustomizer {
    private static final String OWN = "LeakReportRequest";
    private static final String PARTNER = "PartnerReportRequest";
    private static final String EITHER = "LeakReport";

    @Override
    public void customise(OpenAPI document) {
        document.getComponents()
                .addSchemas(PARTNER, new ArraySchema().items(new Schema<>().$ref("PartnerReportItem")))
                .addSchemas(EITHER, new Schema<>().oneOf(List.of(reference(OWN), reference(PARTNER))));
        Objects.requireNonNull(document.getPaths().get("/ledger/leak_reports"))
                .getPost()
                .getRequestBody()
                .getContent()
                .values()
                .forEach(media -> media.setSchema(reference(EITHER)));
    }

    private static Schema<?> reference(String name) {
        return new Schema<>().$ref(name);
    }
}
