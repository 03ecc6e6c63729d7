package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.DocumentedResponses;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each side's OpenAPI document describes the whole ledger and equals the checked-in one. After a change of a route, run
 * this test, then {@code cp all-in-one/target/openapi.json api/src/main/resources/openapi.json}.
 */
class OpenApiDocumentTest {
    private static final Path WRITTEN = Path.of("../api/src/main/resources/openapi.json");
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void every_process_describes_the_whole_ledger() throws IOException {
        JsonNode written = PRETTY.readTree(Files.readString(WRITTEN));
        for (var application : ledger.applications()) {
            int port =
                    ((WebServerApplicationContext) application).getWebServer().getPort();
            JsonNode described = described(Client.at("http://127.0.0.1:" + port));
            Files.writeString(Path.of("target/openapi.json"), PRETTY.writeValueAsString(described) + "\n");
            assertThat(described).isEqualTo(written);
        }
    }

    @Test
    void what_no_side_answers_is_refused_with_what_the_whole_ledger_answers() {
        Client user = ledger.newUser();
        for (String path : List.of("/users", "/organizations", "/users/me/api_keys", "/ledger/tokens/deactivations")) {
            Answer refused = user.raw("PROPFIND", path, "application/json", new byte[0]);
            assertThat(refused.status()).as(path).isEqualTo(405);
            List<String> allowed = methods(path);
            assertThat(refused.header("Allow").split(", ")).as(path).containsExactlyInAnyOrderElementsOf(allowed);
        }
        user.get("/no/such/route").requireStatus(404);
    }

    @Test
    void every_operation_and_parameter_is_described() {
        JsonNode document = described(Client.of(ledger));
        Set<String> tags = document.get("tags")
                .valueStream()
                .map(tag -> tag.get("name").asString())
                .collect(Collectors.toSet());
        Set<String> ids = new HashSet<>();
        document.get("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    String name = method + " " + path;
                    assertThat(operation.path("operationId").asString(""))
                            .as(name)
                            .matches("[a-z][A-Za-z]+");
                    assertThat(ids.add(operation.get("operationId").asString()))
                            .as(name)
                            .isTrue();
                    assertThat(operation.path("summary").asString("")).as(name).isNotBlank();
                    assertThat(operation.path("description").asString(""))
                            .as(name)
                            .isNotBlank();
                    assertThat(operation.path("tags").valueStream().map(JsonNode::asString))
                            .as(name)
                            .isNotEmpty()
                            .allMatch(tags::contains);
                    assertThat(operation
                                    .path("parameters")
                                    .valueStream()
                                    .filter(parameter -> parameter
                                            .path("description")
                                            .asString("")
                                            .isBlank())
                                    .map(parameter -> parameter.get("name").asString()))
                            .as("parameters without description: " + name)
                            .isEmpty();
                }));
    }

    /** The generated Go client has a function NewX for each type X. */
    @Test
    void no_schema_has_the_name_of_a_function_in_a_generated_client() {
        Set<String> schemas = Set.copyOf(
                described(Client.of(ledger)).at("/components/schemas").propertyNames());

        assertThat(schemas).noneMatch(name -> name.startsWith("New") && schemas.contains(name.substring(3)));
    }

    /** A library error while it reads a type leaves the body without a schema, or makes it a text. */
    @Test
    void every_json_body_is_an_object_or_a_list_or_null() {
        described(Client.of(ledger))
                .get("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> operation
                        .get("responses")
                        .forEachEntry((status, response) -> {
                            JsonNode content = response.path("content");
                            String body = method + " " + path + " " + status;
                            assertThat(content.isMissingNode() || !content.isEmpty())
                                    .as(body)
                                    .isTrue();
                            assertThat(content.at("/application~1json/schema/type")
                                            .asString("array"))
                                    .as(body)
                                    .isIn("array", "object");
                        })));
    }

    @Test
    void every_success_in_json_has_an_example_that_its_schema_permits() {
        JsonNode document = described(Client.of(ledger));
        document.get("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> operation
                        .get("responses")
                        .forEachEntry((status, response) -> {
                            JsonNode json = response.at("/content/application~1json");
                            if (status.startsWith("2") && json.has("schema")) {
                                JsonNode example = document.at(json.at("/examples/response/$ref")
                                        .asString("#/none")
                                        .substring(1));
                                assertThat(example.has("value"))
                                        .as("%s %s has an example", method, path)
                                        .isTrue();
                                assertThat(DocumentedResponses.errors(json.get("schema"), example.get("value")))
                                        .as("%s %s", method, path)
                                        .isEmpty();
                            }
                        })));
    }

    /** Types of frameworks say nothing to a caller, and generators produce code for them that does not compile. */
    @Test
    void no_java_type_is_in_the_document() {
        assertThat(described(Client.of(ledger)).at("/components/schemas").propertyNames())
                .doesNotContain("JsonNode", "SseEmitter");
    }

    private static List<String> methods(String path) {
        try {
            return PRETTY.readTree(Files.readString(WRITTEN)).at("/paths").get(path).propertyNames().stream()
                    .map(method -> method.toUpperCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode described(Client anybody) {
        return anybody.get("/v3/api-docs").requireStatus(200).json();
    }
}
