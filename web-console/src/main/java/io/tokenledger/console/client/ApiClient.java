package io.tokenledger.console.client;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.request.ConsoleSecret;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Sends requests to the HTTP API with the session of the browser. So a page can do and show exactly what its account
 * can, and each use is recorded with the browser's address and agent.
 */
@Component
public class ApiClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Longer than the longest wait of the API. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String COOKIES = "Set-Cookie";

    private static final Pattern ETAG = Pattern.compile("\"[!#-~]{0,100}\"");

    /** Matches no object. */
    private static final String UNKNOWN_ETAG = "\"?\"";

    private static final int MAX_PROBLEM_BYTES = 64 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final ApiAddress address;
    private final ConsoleSecret secret;
    private final ApiJson json;

    ApiClient(ApiAddress address, ConsoleSecret secret) {
        this.address = address;
        this.secret = secret;
        this.json = new ApiJson();
    }

    /** Reads an object. */
    public <T> T get(Visitor visitor, String path, Class<T> type) {
        return json.read(send(visitor, "GET", path, null, ""), type);
    }

    /** Reads an object whose shape the page does not need. */
    public JsonNode get(Visitor visitor, String path) {
        return get(visitor, path, JsonNode.class);
    }

    /** The {@code ETag} of an object; empty if it has none. */
    public String etag(Visitor visitor, String path) {
        return exchange(request(visitor, path).GET().build())
                .headers()
                .firstValue("ETag")
                .orElse("");
    }

    /** Sends a change, and reads its answer. */
    public <T> T send(Visitor visitor, String method, String path, @Nullable Object body, Class<T> type) {
        return json.read(send(visitor, method, path, body, ""), type);
    }

    /** Sends a change on the condition that the object still has this {@code ETag}, and reads its answer. */
    public <T> T sendIfMatch(
            Visitor visitor, String method, String path, @Nullable Object body, String etag, Class<T> type) {
        return json.read(send(visitor, method, path, body, etag), type);
    }

    /** Sends a change whose answer is not needed. */
    public void change(Visitor visitor, String method, String path, @Nullable Object body) {
        send(visitor, method, path, body, "");
    }

    /** Sends a change on the condition that the object still has this {@code ETag}; if it is empty, without condition. */
    public void changeIfMatch(Visitor visitor, String method, String path, @Nullable Object body, String etag) {
        send(visitor, method, path, body, etag);
    }

    /** Reads a file. The caller closes the stream. */
    public InputStream download(Visitor visitor, String path) {
        HttpRequest request = request(visitor, path).setHeader("Accept", "*/*").build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() < 300) {
                return answer.body();
            }
            try (InputStream problem = answer.body()) {
                throw json.problem(answer.statusCode(), problem.readNBytes(MAX_PROBLEM_BYTES));
            }
        } catch (IOException unreachable) {
            throw unavailable(unreachable);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    /**
     * Signs in by username and password.
     *
     * @return the headers that set the session's cookies
     */
    public List<String> signIn(Visitor visitor, String username, Secret password) {
        String form = "username=" + Encoding.query(username) + "&password=" + Encoding.query(password.reveal());
        HttpResponse<byte[]> answer = exchange(request(visitor, "/auth/session")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        return answer.headers().allValues(COOKIES);
    }

    /** Ends the session, and returns the headers that delete its cookies. */
    public List<String> signOut(Visitor visitor) {
        return exchange(request(visitor, "/auth/session").DELETE().build())
                .headers()
                .allValues(COOKIES);
    }

    private byte[] send(Visitor visitor, String method, String path, @Nullable Object body, String etag) {
        HttpRequest.Builder request = request(visitor, path);
        if (!etag.isEmpty()) {
            request.header("If-Match", ETAG.matcher(etag).matches() ? etag : UNKNOWN_ETAG);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(json.write(body)));
        }
        return exchange(request.build()).body();
    }

    private HttpRequest.Builder request(Visitor visitor, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.of(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("X-Request-Id", visitor.requestId())
                .header(ConsoleSecret.HEADER, secret.value().reveal())
                .header(ConsoleSecret.ADDRESS_HEADER, visitor.address());
        if (visitor.userAgent() != null) {
            request.header("User-Agent", visitor.userAgent());
        }
        if (visitor.session() != null) {
            request.header("Authorization", "Bearer " + visitor.session().reveal());
        }
        return request;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw unavailable(unreachable);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
        if (answer.statusCode() >= 300) {
            throw json.problem(answer.statusCode(), answer.body());
        }
        return answer;
    }

    private static ApiProblemException unavailable(Exception cause) {
        ApiProblemException problem = new ApiProblemException(
                503, "temporarily_unavailable", "The ledger does not answer.", "This page tries again by itself.");
        problem.initCause(cause);
        return problem;
    }
}
