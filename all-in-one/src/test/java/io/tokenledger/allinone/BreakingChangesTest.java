package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document breaks no client of the previous release. */
class BreakingChangesTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path CURRENT = Path.of("../api/src/main/resources/openapi.json");

    /** The document of the previous release; until the first one, of the state that is to be released. */
    private static final Path RELEASED = Path.of("src/test/resources/openapi-released.json");

    /**
     * If a change is intended, list it in the changelog as breaking, then {@code cp} the current document over the
     * released one.
     */
    @Test
    void no_client_of_the_previous_release_breaks() throws IOException {
        assertThat(BreakingChanges.between(read(RELEASED), read(CURRENT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "delete":          | "head":                | the operation is gone
                    "createApiKey"     | "makeApiKey"           | the operationId createApiKey is gone
                    "name":"owner_kind" | "name":"kind_of_owner" | the query parameter owner_kind is gone
                    "expires_at"       | "expiry"               | the member expires_at is gone
                    "organization_auditor" | "organization_reader" | the value organization_auditor is gone
                    "position":{"format":"int64","type":"integer"} | "position":{"format":"int64","type":"string"} | the type was [integer] and is [string]
                    """)
    void a_breaking_change_is_named(String written, String changed, String problem) throws IOException {
        String current = sorted(read(CURRENT));
        assertThat(current).contains(written);

        assertThat(BreakingChanges.between(JSON.readTree(current), JSON.readTree(current.replace(written, changed))))
                .anyMatch(line -> line.endsWith(problem));
    }

    @Test
    void a_new_operation_and_a_new_member_break_nothing() throws IOException {
        String current = sorted(read(CURRENT));
        String fewer = current.replace("\"generation\":{\"format\":\"int32\",\"type\":\"integer\"},", "")
                .replace("\"generation\",", "");
        assertThat(fewer).isNotEqualTo(current);

        assertThat(BreakingChanges.between(JSON.readTree(fewer), JSON.readTree(current)))
                .isEmpty();
    }

    private static String sorted(JsonNode document) {
        return JSON.writer(tools.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(JSON.treeToValue(document, Object.class));
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
