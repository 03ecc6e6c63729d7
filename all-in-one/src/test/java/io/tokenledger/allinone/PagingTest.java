package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Paging through a long list returns each key once, and no page costs more than the first. */
class PagingTest {
    /** The long form is {@code -Dpaging.keys=1000000}. */
    private static final int KEYS = Integer.getInteger("paging.keys", 10_000);

    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    @BeforeAll
    static void listManyKeys() {
        LEDGER.jdbc().update("""
                        INSERT INTO query_side.token_listing_v1 (
                            token_id, owner_id, name, active, deleted, created_at, expires_at, retain_period_minutes,
                            generation, version)
                        SELECT gen_random_uuid(), gen_random_uuid(), 'key-' || n, true, false,
                            now() - (n / 3) * interval '1 second',
                            CASE WHEN n % 2 = 0 THEN now() + (n / 3) * interval '1 hour' END, 0, 1, 0
                        FROM generate_series(1, ?) AS n""", KEYS);
        LEDGER.jdbc().execute("ANALYZE query_side.token_listing_v1");
    }

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-created", "created", "expires_at", "-expires_at", "last_used_at"})
    void every_key_is_on_exactly_one_page(String sort) {
        Client admin = LEDGER.admin();
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = admin.get("/ledger/tokens?limit=500&sort=" + sort + cursor)
                    .requireStatus(200)
                    .json();
            page.get("items").forEach(item -> ids.add(item.get("id").asString()));
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asString();
        } while (!cursor.isEmpty());

        assertThat(ids).hasSize(KEYS);
        assertThat(new HashSet<>(ids)).hasSize(KEYS);
    }

    @Test
    void links_name_the_other_pages_unless_the_query_is_overlong() {
        Client user = LEDGER.newUser();
        List.of("a", "b", "c").forEach(user::newKey);
        String path = "/users/me/api_keys?size=1&page=";

        String links = user.get(path + "2").requireStatus(200).header("Link");

        for (String link : List.of("1>; rel=\"first\"", "1>; rel=\"prev\"", "3>; rel=\"next\"", "3>; rel=\"last\"")) {
            assertThat(links).contains(path + link);
        }
        assertThat(user.get(path + "1").header("Link")).doesNotContain("prev");
        assertThat(user.get(path + "3").header("Link")).doesNotContain("next");
        Answer overlong = user.get(path + "2&ignored=" + "x".repeat(5_000)).requireStatus(200);
        assertThat(overlong.response().headers().firstValue("Link")).isEmpty();
        assertThat(overlong.json().get("items")).hasSize(1);
    }

    @Test
    void a_page_far_back_is_read_from_an_index_like_the_first() {
        for (String order : List.of("t.created_at", "coalesce(t.expires_at, 'infinity')")) {
            String plan = String.join("\n", LEDGER.jdbc().queryForList("""
                                    EXPLAIN SELECT * FROM query_side.token_listing_v1 t
                                    WHERE NOT t.deleted AND (%1$s, t.token_id) < (now() - interval '1 hour', gen_random_uuid())
                                    ORDER BY %1$s DESC, t.token_id DESC LIMIT 51""".formatted(order), String.class));
            assertThat(plan).as(plan).contains("Index Scan").doesNotContain("Sort");
        }
    }
}
