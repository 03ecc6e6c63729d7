package io.tokenledger.command.leakreport;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.command.CommandLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads leak reports: an object of the ledger's own, or the array that GitHub sends to partners of its secret scanning. It
 * needs the bytes of the body, because GitHub signs them.
 */
@Component
class LeakReportReader {
    private static final int MAX_SOURCE_LENGTH = 300;

    private final JsonMapper json;
    private final GithubSignatures signatures;

    LeakReportReader(JsonMapper json, GithubSignatures signatures) {
        this.json = json;
        this.signatures = signatures;
    }

    /**
     * Leaked values and the place where they were found.
     *
     * @param credentials 1 to 1,000 values
     * @param source place where the values were found, shown to the owners; at most 300 characters
     */
    record LeakReportBody(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            List<String> credentials,

            @Nullable String source)
            implements StrictBody {
        @Override
        public String toString() {
            return "LeakReportBody[hidden]";
        }
    }

    /**
     * A match of GitHub's secret scanning. Other members are ignored, because GitHub may add some.
     *
     * @param token the value
     * @param type name that GitHub gave to the pattern
     * @param url place where it was found; may be empty
     * @param source kind of place, such as content or commit
     */
    record PartnerReportItem(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String token,

            @Nullable String type,
            @Nullable String url,
            @Nullable String source) {
        @Override
        public String toString() {
            return "PartnerReportItem[hidden]";
        }
    }

    /** The array of a partner report, for the OpenAPI document. */
    interface PartnerReportBody extends List<PartnerReportItem> {}

    /**
     * The values of a report.
     *
     * @throws io.tokenledger.api.problem.ProblemException if the report is malformed, or GitHub's signature is required
     *     and not valid
     */
    List<LeakedValue> read(byte[] body, HttpServletRequest request) {
        try {
            JsonNode report = json.readTree(body);
            if (report.isArray()) {
                boolean verified = signatures.isVerified(body, request);
                return partner(json.treeToValue(report, PartnerReportItem[].class), verified);
            }
            if (report.isObject()) {
                return own(json.treeToValue(report, LeakReportBody.class));
            }
        } catch (JacksonException malformed) {
            throw new HttpMessageNotReadableException(
                    "malformed leak report", malformed, new ServletServerHttpRequest(request));
        }
        throw ProblemCode.MALFORMED_JSON.because("The body must be one JSON object, or an array in GitHub's format.");
    }

    private static List<LeakedValue> own(LeakReportBody report) {
        @Nullable List<String> values = report.credentials();
        requireCount("credentials", values == null ? 0 : values.size());
        if (values == null || values.stream().anyMatch(Objects::isNull)) {
            throw ProblemCode.BAD_VALUE.because("'credentials' must contain strings only.");
        }
        String source = report.source();
        if (source != null && source.length() > MAX_SOURCE_LENGTH) {
            throw ProblemCode.BAD_VALUE.because("'source' must have at most 300 characters.");
        }
        return values.stream()
                .map(value -> new LeakedValue(Secret.of(value), source))
                .toList();
    }

    private static List<LeakedValue> partner(PartnerReportItem[] items, boolean verified) {
        requireCount("The report", items.length);
        if (Arrays.stream(items).anyMatch(item -> item == null || item.token() == null)) {
            throw ProblemCode.BAD_VALUE.because("Each item of the report must have a 'token'.");
        }
        return Arrays.stream(items)
                .map(item -> new LeakedValue(Secret.of(Objects.requireNonNull(item.token())), place(item, verified)))
                .toList();
    }

    /** Only a signature proves that GitHub has found the value. */
    private static String place(PartnerReportItem item, boolean verified) {
        String url = item.url() == null ? "" : item.url();
        String finder = verified ? "GitHub secret scanning" : "a report in GitHub's format, sender not verified";
        String place = finder + (url.isBlank() ? "" : ", " + url);
        return place.length() > MAX_SOURCE_LENGTH ? place.substring(0, MAX_SOURCE_LENGTH) : place;
    }

    private static void requireCount(String name, int count) {
        if (count == 0 || count > CommandLimits.MAX_LISTED_VALUES) {
            throw ProblemCode.BAD_VALUE.because(
                    "%s must contain 1 to 1,000 values.", name.equals("credentials") ? "'credentials'" : name);
        }
    }
}
