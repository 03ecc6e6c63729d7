package io.tokenledger.api.forwardauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.openapi.CombinedOpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageTargetsTest {
    private static final String SECRET = "ZENPROKEY_" + "7".repeat(71);

    @Test
    void every_route_is_readable_whichever_ids_it_is_about() {
        List<String> unreadable = new ArrayList<>();
        new CombinedOpenApi()
                .document()
                .getPaths()
                .forEach((path, item) -> item.readOperationsMap().keySet().forEach(method -> {
                    String asked =
                            path.replaceAll("\\{[A-Za-z]+}", UUID.randomUUID().toString());
                    String target = UsageTargets.of(method.name(), asked);
                    if (!target.equals(method.name() + " " + path.replaceAll("\\{[A-Za-z]+}", "{id}"))) {
                        unreadable.add(method + " " + path + ": " + target);
                    }
                }));

        assertThat(unreadable).isEmpty();
    }

    @Test
    void a_secret_in_a_segment_is_hidden_and_the_segments_around_it_are_not() {
        String id = UUID.randomUUID().toString();

        assertThat(UsageTargets.of("GET", "/users/" + id + "/" + SECRET + "/rotate"))
                .isEqualTo("GET /users/{id}/[hidden]/rotate");
        assertThat(UsageTargets.of("GET", "/x/" + id + SECRET)).isEqualTo("GET /x/[hidden]");
        assertThat(UsageTargets.of("GET", "/x/a b" + "!".repeat(64) + "/y")).isEqualTo("GET /x/…/y");
    }

    @Test
    void a_target_is_plain_text_of_bounded_length() {
        String longPath = "/😀".repeat(200);

        assertThat(UsageTargets.of("GET", "/a\nb\u202e")).isEqualTo("GET /a\uFFFDb\uFFFD");
        assertThat(UsageTargets.of("GET", longPath))
                .hasSizeBetween(199, 200)
                .satisfies(UsageTargetsTest::hasWholeCharacters);
        assertThat(UsageTargets.of("GETX", longPath))
                .hasSizeBetween(199, 200)
                .satisfies(UsageTargetsTest::hasWholeCharacters);
        assertThat(UsageTargets.of("GETXY", longPath))
                .hasSizeBetween(199, 200)
                .satisfies(UsageTargetsTest::hasWholeCharacters);
    }

    private static void hasWholeCharacters(String text) {
        assertThat(text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                .isTrue();
    }
}
