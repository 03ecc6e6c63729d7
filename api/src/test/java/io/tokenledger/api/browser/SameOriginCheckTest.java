package io.tokenledger.api.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.request.PublicUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SameOriginCheckTest {
    @ParameterizedTest(name = "{0}: Sec-Fetch-Site {1}, Origin {2}")
    @CsvSource({
        "https://ledger.example.org,      same-origin, ,                                  true",
        "https://ledger.example.org,      none,        ,                                  true",
        "https://ledger.example.org,      same-site,   ,                                  false",
        "https://ledger.example.org,      cross-site,  ,                                  false",
        "https://ledger.example.org,      cross-site,  https://ledger.example.org,        false",
        "https://ledger.example.org,      nonsense,    ,                                  false",
        "https://ledger.example.org,      ,            ,                                  true",
        "https://ledger.example.org,      ,            https://ledger.example.org,        true",
        "https://ledger.example.org,      ,            https://LEDGER.example.org:443,    true",
        "https://ledger.example.org/base, ,            https://ledger.example.org,        true",
        "https://ledger.example.org,      ,            http://ledger.example.org,         false",
        "https://ledger.example.org,      ,            https://ledger.example.org:8443,   false",
        "https://ledger.example.org,      ,            https://ledger.example.org.evil.x, false",
        "https://ledger.example.org,      ,            https://evil.example.org,          false",
        "https://ledger.example.org,      ,            null,                              false",
        "https://ledger.example.org,      ,            '',                                false",
        "http://10.0.0.7:8080,            ,            http://10.0.0.7:8080,              true",
        "http://10.0.0.7:8080,            ,            http://10.0.0.7,                   false",
        "http://ledger,                   ,            http://ledger:80,                  true"
    })
    void a_request_is_of_our_own_pages(
            String publicUrl, @Nullable String fetchSite, @Nullable String origin, boolean own) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (fetchSite != null) {
            request.addHeader("Sec-Fetch-Site", fetchSite);
        }
        if (origin != null) {
            request.addHeader("Origin", origin);
        }

        assertThat(refusal(new SameOriginCheck(new PublicUrl(publicUrl)), request))
                .isEqualTo(own ? null : ProblemCode.CROSS_ORIGIN_REQUEST);
    }

    private static @Nullable ProblemCode refusal(SameOriginCheck sameOrigin, MockHttpServletRequest request) {
        try {
            sameOrigin.require(request);
            return null;
        } catch (ProblemException refused) {
            return refused.problem().code();
        }
    }
}
