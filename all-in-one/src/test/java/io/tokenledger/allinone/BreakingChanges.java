package io.tokenledger.allinone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What clients of an earlier OpenAPI document can no longer rely on: operations, parameters, members and values that are
 * gone, and what requests must contain now. Additions that clients may ignore are no breaking changes.
 */
final class BreakingChanges {
    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private BreakingChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** The breaking changes from one document to another, each as one line. */
    static List<String> between(JsonNode before, JsonNode after) {
        BreakingChanges changes = new BreakingChanges(before, after);
        before.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> changes.compareOperation(
                        method + " " + path,
                        operation,
                        after.path("paths").path(path).path(method))));
        return changes.found;
    }

    private void compareOperation(String name, JsonNode old, JsonNode current) {
        if (current.isMissingNode()) {
            found.add(name + ": the operation is gone");
            return;
        }
        if (!old.path("operationId").equals(current.path("operationId"))) {
            found.add(name + ": the operationId " + old.path("operationId").asString() + " is gone");
        }
        compareParameters(name, old.path("parameters"), current.path("parameters"));
        JsonNode body = current.path("requestBody");
        if (body.path("required").asBoolean(false)
                && !old.path("requestBody").path("required").asBoolean(false)) {
            found.add(name + ": the body is required now");
        }
        old.path("requestBody")
                .path("content")
                .forEachEntry(
                        (type, media) -> compareMedia(name + " request", true, type, media, body.path("content")));
        old.path("responses").forEachEntry((status, response) -> {
            JsonNode answer = current.path("responses").path(status);
            if (answer.isMissingNode()) {
                found.add(name + ": the status " + status + " is gone");
                return;
            }
            resolved(before, response)
                    .path("content")
                    .forEachEntry((type, media) -> compareMedia(
                            name + " " + status,
                            false,
                            type,
                            media,
                            resolved(after, answer).path("content")));
        });
    }

    private void compareParameters(String name, JsonNode old, JsonNode current) {
        Set<String> known = old.valueStream().map(BreakingChanges::name).collect(Collectors.toSet());
        Set<String> left = current.valueStream().map(BreakingChanges::name).collect(Collectors.toSet());
        known.stream()
                .filter(one -> !left.contains(one))
                .forEach(gone -> found.add(name + ": the " + gone + " is gone"));
        current.valueStream()
                .filter(parameter -> parameter.path("required").asBoolean(false))
                .map(BreakingChanges::name)
                .filter(parameter -> !known.contains(parameter))
                .forEach(added -> found.add(name + ": the " + added + " is required now"));
    }

    private static String name(JsonNode parameter) {
        return parameter.get("in").asString() + " parameter "
                + parameter.get("name").asString();
    }

    private void compareMedia(String name, boolean isRequest, String type, JsonNode old, JsonNode current) {
        if (current.path(type).isMissingNode()) {
            found.add(name + ": the type " + type + " is gone");
            return;
        }
        compareSchema(name, isRequest, old.path("schema"), current.path(type).path("schema"));
    }

    private void compareSchema(String name, boolean isRequest, JsonNode oldSchema, JsonNode currentSchema) {
        if (!compared.add(isRequest + " " + oldSchema + " " + currentSchema)) {
            return;
        }
        JsonNode old = resolved(before, oldSchema);
        JsonNode current = resolved(after, currentSchema);
        Set<String> oldTypes = types(old);
        Set<String> types = types(current);
        boolean fits = isRequest ? types.containsAll(oldTypes) : oldTypes.containsAll(types);
        if (!oldTypes.isEmpty() && !fits) {
            found.add(name + ": the type was " + oldTypes + " and is " + types);
        }
        compareValues(name, isRequest, old.path("enum"), current.path("enum"));
        old.path("properties").forEachEntry((member, schema) -> {
            JsonNode now = current.path("properties").path(member);
            if (now.isMissingNode()) {
                found.add(name + ": the member " + member + " is gone");
            } else {
                compareSchema(name + " " + member, isRequest, schema, now);
            }
        });
        compareRequired(name, isRequest, required(old), required(current));
        if (!old.path("items").isMissingNode()) {
            compareSchema(name + " items", isRequest, old.path("items"), current.path("items"));
        }
    }

    /** A client may send each documented value; it must expect new values in responses. */
    private void compareValues(String name, boolean isRequest, JsonNode old, JsonNode current) {
        Set<String> known = old.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        Set<String> left = current.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        if (isRequest && !left.isEmpty()) {
            known.stream()
                    .filter(one -> !left.contains(one))
                    .forEach(gone -> found.add(name + ": the value " + gone + " is gone"));
        }
    }

    private void compareRequired(String name, boolean isRequest, Set<String> old, Set<String> current) {
        Set<String> changed = new HashSet<>(isRequest ? current : old);
        changed.removeAll(isRequest ? old : current);
        changed.forEach(member ->
                found.add(name + ": the member " + member + (isRequest ? " is required now" : " may be missing now")));
    }

    private static Set<String> required(JsonNode schema) {
        return schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asString).collect(Collectors.toSet())
                : type.isMissingNode() ? Set.of() : Set.of(type.asString());
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }
}
