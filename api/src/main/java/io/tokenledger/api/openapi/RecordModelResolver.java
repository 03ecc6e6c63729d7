package io.tokenledger.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import io.tokenledger.api.resource.StrictBody;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Declares which properties of a body are required and which may be null, from the components of its record. Responses
 * have all their properties. Requests may omit those that may be null. Names are in snake case, as in the responses.
 */
@Component
class RecordModelResolver extends ModelResolver {
    private static final String NULL = "null";
    private static final List<String> REQUESTS =
            List.of("Request", "Body", "Form", "TokenPolicyResource", "PartnerReportItem");

    static {
        enumsAsRef = true; // a setting of the library: otherwise generators invent a type for each use of an enum
    }

    RecordModelResolver() {
        super(
                Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE),
                new ComponentNames());
        openapi31(true);
    }

    @Override
    @SuppressWarnings("rawtypes") // as swagger-core declares it
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> body = Json31.mapper().constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(body)) {
            return new Schema<>(); // any JSON
        }
        Schema<?> resolved = super.resolve(type, context, chain);
        if (resolved != null && body.isRecord()) {
            String reference = resolved.get$ref();
            Schema<?> model = reference == null
                    ? resolved
                    : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                describe(model, body);
            }
        }
        return resolved;
    }

    private static void describe(Schema<?> model, Class<?> body) {
        boolean isRequest =
                StrictBody.class.isAssignableFrom(body) || REQUESTS.stream().anyMatch(body.getSimpleName()::endsWith);
        for (RecordComponent component : body.getRecordComponents()) {
            String name = nameOf(component);
            Schema<?> property = model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            boolean mayBeNull =
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !isDeclaredRequired(component);
            boolean mayBeAbsent = isRequest ? mayBeNull : isOmittedIfNull(component, body);
            if (!mayBeAbsent
                    && (model.getRequired() == null || !model.getRequired().contains(name))) {
                model.addRequiredItem(name);
            }
            if (mayBeNull && !isOmittedIfNull(component, body)) {
                permitNull(model.getProperties(), name, property);
            }
        }
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty declared = component.getAccessor().getAnnotation(JsonProperty.class);
        return declared == null || declared.value().isEmpty()
                ? PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName())
                : declared.value();
    }

    /** A request may omit any member when it is parsed. The handler rejects it if the member is required. */
    private static boolean isDeclaredRequired(RecordComponent component) {
        io.swagger.v3.oas.annotations.media.Schema declared =
                component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return declared != null
                && declared.requiredMode() == io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;
    }

    private static boolean isOmittedIfNull(RecordComponent component, Class<?> body) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude include = own == null ? body.getAnnotation(JsonInclude.class) : own;
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the values have the type of the schema
    private static void setEnum(Schema property, List<Object> values) {
        property.setEnum(values);
    }

    @SuppressWarnings("rawtypes") // as swagger-core declares it
    private static void permitNull(Map<String, Schema> properties, String name, Schema<?> property) {
        if (property.get$ref() != null) {
            properties.put(name, new Schema<>().anyOf(List.of(property, new Schema<>().types(Set.of(NULL)))));
            return;
        }
        Set<String> types =
                property.getTypes() == null ? new LinkedHashSet<>() : new LinkedHashSet<>(property.getTypes());
        if (!types.isEmpty() && types.add(NULL)) {
            property.setTypes(types);
            if (property.getEnum() != null) {
                List<Object> values = new ArrayList<>(property.getEnum()); // the given list may be immutable
                values.add(null);
                setEnum(property, values);
            }
        }
    }
}
