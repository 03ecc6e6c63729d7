package io.tokenledger.api.error;

import io.tokenledger.api.problem.Problem;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.RouteConvention;
import io.tokenledger.api.request.ClientSecret;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem in the format of the route's convention. The only class that writes error bodies. */
public class ProblemWriter {
    private static final String REALM = "realm=\"token-ledger\"";

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Writes an exception from outside of any handler the way the advice for handlers does. */
    public void write(HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
            throws IOException {
        write(request, response, ProblemAdvice.toProblem(failure).problem());
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Problem refusal) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ProblemCode code = refusal.code();
        RouteConvention convention = RouteConvention.of(path(request));
        response.resetBuffer();
        response.setStatus(code.status());
        if (code == ProblemCode.CREDENTIALS_NOT_VALID) {
            challenges(request).forEach(challenge -> response.addHeader(HttpHeaders.WWW_AUTHENTICATE, challenge));
        }
        if (refusal.retryAfterSeconds() > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(refusal.retryAfterSeconds()));
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(
                convention == RouteConvention.LEDGER
                        ? MediaType.APPLICATION_PROBLEM_JSON_VALUE
                        : MediaType.APPLICATION_JSON_VALUE);
        byte[] body = json.writeValueAsBytes(body(convention, refusal));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The requested path, also after the container has forwarded the request to its error page. */
    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String requestedUri
                ? requestedUri
                : request.getServletPath();
    }

    /**
     * The schemes by which the request can authenticate. A request without a credential gets no error code (RFC 6750,
     * section 3.1). Introspection also accepts a client's secret.
     */
    private static List<String> challenges(HttpServletRequest request) {
        boolean hasCredential = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        String bearer = "Bearer " + REALM + (hasCredential ? ", error=\"invalid_token\"" : "");
        return path(request).equals(ClientSecret.ROUTE) ? List.of("Basic " + REALM, bearer) : List.of(bearer);
    }

    static Map<String, Object> body(RouteConvention convention, Problem refusal) {
        ProblemCode code = refusal.code();
        Map<String, Object> body = new LinkedHashMap<>();
        switch (convention) {
            case ZENML -> body.put("detail", List.of(code.exceptionName(), refusal.message()));
            case OAUTH2 -> {
                body.put("error", oauthError(code));
                body.put("error_description", refusal.message());
            }
            case LEDGER -> {
                body.put("type", "urn:token-ledger:problem:" + code.wire());
                body.put("title", HttpStatus.valueOf(code.status()).getReasonPhrase());
                body.put("status", code.status());
                body.put("detail", refusal.message());
                body.put("code", code.wire());
                body.put("remedy", code.remedy());
            }
        }
        return body;
    }

    private static String oauthError(ProblemCode code) {
        return switch (code.status()) {
            case 401 -> "invalid_client";
            case 403 -> "unauthorized_client";
            case 500 -> "server_error";
            case 429, 503 -> "temporarily_unavailable";
            default -> "invalid_request";
        };
    }
}
