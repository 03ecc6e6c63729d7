package io.tokenledger.query.auditstreaming;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents the messages that {@link WebhookSink} posts. Their signature is that of Standard Webhooks. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class WebhookDocumentation implements OpenApiCustomizer {
    private static final String TAG = "Webhooks";

    @Override
    public void customise(OpenAPI document) {
        Schema<?> entry = new Schema<>().$ref("AuditEntry");
        Map<String, PathItem> webhooks = new LinkedHashMap<>();
        webhooks.put(
                WebhookSink.AUDIT,
                posted(
                        document,
                        "receiveAuditEntries",
                        "Receive a batch of audit entries",
                        "The id names the first and last position of the batch. A redelivered batch has the same id and content.",
                        WebhookSink.AUDIT,
                        component(document, "AuditBatch", Map.of("entries", new ArraySchema().items(entry)))));
        webhooks.put(
                WebhookSink.SIGNAL,
                posted(
                        document,
                        "receiveSignal",
                        "Receive a signal",
                        "Follows the batch with the event that raised it. A redelivered signal has the same id and content.",
                        WebhookSink.SIGNAL,
                        entry));
        webhooks.put(
                WebhookSink.TEST,
                posted(
                        document,
                        "receiveTest",
                        "Receive a test entry",
                        "An operator has tested the sink. The entry is not part of the audit trail, and its position is 0.",
                        WebhookSink.TEST,
                        entry));
        document.setWebhooks(webhooks);
    }

    private static PathItem posted(
            OpenAPI document, String id, String summary, String description, String type, Schema<?> data) {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        members.put("type", new StringSchema()._const(type));
        members.put("timestamp", new DateTimeSchema().description("time of the last entry"));
        members.put("data", data);
        Schema<?> message = component(document, id.replace("receive", "") + "Message", members);
        return new PathItem()
                .post(
                        new Operation()
                                .operationId(id)
                                .addTagsItem(TAG)
                                .summary(summary)
                                .description(description)
                                .security(List.of())
                                .parameters(List.of(
                                        header("webhook-id", "id of the message, for deduplication"),
                                        header("webhook-timestamp", "seconds since 1970 of this attempt"),
                                        header(
                                                "webhook-signature",
                                                "v1, and base64 of an HMAC-SHA256 over id, timestamp and body")))
                                .requestBody(new RequestBody()
                                        .required(true)
                                        .content(new Content()
                                                .addMediaType("application/json", new MediaType().schema(message))))
                                .responses(
                                        new ApiResponses()
                                                .addApiResponse(
                                                        "2XX",
                                                        new ApiResponse()
                                                                .description(
                                                                        "Delivered. After any other answer the ledger sends it again."))));
    }

    /** Adds an object that always has all of these members, and refers to it. */
    private static Schema<?> component(OpenAPI document, String name, Map<String, Schema<?>> members) {
        ObjectSchema object = new ObjectSchema();
        members.forEach(object::addProperty);
        object.setRequired(List.copyOf(members.keySet()));
        document.getComponents().addSchemas(name, object);
        return new Schema<>().$ref(name);
    }

    private static HeaderParameter header(String name, String meaning) {
        HeaderParameter header = new HeaderParameter();
        header.name(name).description(meaning).required(true).schema(new StringSchema());
        return header;
    }
}
