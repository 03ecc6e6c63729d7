package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A repeated write takes effect only once. */
class IdempotencyTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();
    private final Client repeating = user.with("Idempotency-Key", Unique.text());

    @Test
    void a_repeated_create_says_which_key_it_made_and_how_to_get_a_value() {
        String id = repeating.createKey("once").text("id");

        Answer again =
                repeating.post("/users/me/api_keys", Map.of("name", "once")).requireStatus(409);

        assertThat(again.text("detail.1")).contains(id).containsIgnoringCase("rotate");
        assertThat(user.get("/users/me/api_keys").json().get("total").asInt()).isEqualTo(1);
    }

    @Test
    void a_repeated_change_gets_the_first_answer_again_and_adds_no_event() {
        String id = user.createKey("changing").text("id");
        Answer first = repeating
                .patch("/users/me/api_keys/" + id, Map.of("description", "one"))
                .requireStatus(200);
        user.patch("/users/me/api_keys/" + id, Map.of("description", "two")).requireStatus(200);

        Answer again = repeating
                .patch("/users/me/api_keys/" + id, Map.of("description", "one"))
                .requireStatus(200);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(user.get("/users/me/api_keys/" + id).text("description")).isEqualTo("two");
    }

    @Test
    void a_repeated_delete_is_no_404() {
        user.createKey("deleting");

        repeating.delete("/users/me/api_keys/deleting").requireStatus(200);
        assertThat(repeating
                        .delete("/users/me/api_keys/deleting")
                        .requireStatus(200)
                        .body())
                .isEqualTo("null");
    }

    @Test
    void the_same_key_with_another_request_is_found_out() {
        repeating.createKey("first");

        assertThat(repeating
                        .post("/users/me/api_keys", Map.of("name", "second"))
                        .requireStatus(422)
                        .text("detail.0"))
                .isEqualTo("ValueError");
        user.get("/users/me/api_keys/second").requireStatus(404);
    }

    @Test
    void a_refused_write_does_not_use_its_key_up() {
        user.createKey("taken");
        repeating.post("/users/me/api_keys", Map.of("name", "taken")).requireStatus(409);
        user.delete("/users/me/api_keys/taken").requireStatus(200);

        repeating.createKey("taken");
    }

    @Test
    void two_accounts_may_use_the_same_key() {
        repeating.createKey("mine");
        ledger.newUser()
                .with("Idempotency-Key", repeating.headers().get("Idempotency-Key"))
                .createKey("mine");
    }

    @Test
    void a_hundred_repeats_at_once_are_one_write_and_one_answer() {
        String id = user.createKey("hundred").text("id");

        List<Answer> answers = Concurrently.run(
                100,
                () -> repeating
                        .from(Unique.ip())
                        .patch("/users/me/api_keys/" + id, Map.of("description", "by one of a hundred")));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(Timelines.of(user, id)).hasSize(2);
    }

    @Test
    void a_hundred_repeated_creates_at_once_make_one_key() {
        List<Answer> answers = Concurrently.run(
                100, () -> repeating.from(Unique.ip()).post("/users/me/api_keys", Map.of("name", "single")));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(99);
        assertThat(user.get("/users/me/api_keys").json().get("total").asInt()).isEqualTo(1);
    }
}
