package io.tokenledger.allinone.harness;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response of the ledger. */
public record Answer(int status, HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public String body() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    public String text(String field) {
        return json().at("/" + field.replace('.', '/')).asString();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The cookies that a browser would store. */
    public Map<String, String> cookies() {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";")[0].split("=", 2))
                .collect(Collectors.toMap(cookie -> cookie[0], cookie -> cookie[1]));
    }

    public Answer requireStatus(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + " but got " + status + ": " + body());
        }
        return this;
    }
}
