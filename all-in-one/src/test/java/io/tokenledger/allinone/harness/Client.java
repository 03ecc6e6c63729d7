package io.tokenledger.allinone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An immutable HTTP caller, with an address of its own unless a test sets a shared one. */
public record Client(String url, Map<String, String> headers, String username) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final JsonMapper JSON = JsonMapper.shared();

    public static Client of(LedgerUnderTest ledger) {
        return at(ledger.url());
    }

    public static Client at(String url) {
        return new Client(url, Map.of("X-Forwarded-For", Unique.ip(), "User-Agent", "ledger-test"), "");
    }

    public Client with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Client(url, more, username);
    }

    public Client without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Client(url, fewer, username);
    }

    /** The same client with this username, for {@link #again}. */
    public Client named(String signedInAs) {
        return new Client(url, headers, signedInAs);
    }

    public Client bearer(String credential) {
        return with("Authorization", "Bearer " + credential);
    }

    public Client from(String ip) {
        return with("X-Forwarded-For", ip);
    }

    public Client signIn(String name, String password) {
        Answer answer = without("Authorization")
                .form("/auth/login", Map.of("username", name, "password", password))
                .requireStatus(200);
        return new Client(url, headers, name).bearer(answer.text("access_token"));
    }

    /** The same caller in a new session, in case the previous one has expired or ended. */
    public Client again() {
        return signIn(username, LedgerUnderTest.PASSWORD);
    }

    /** Creates a key of this caller and returns its value. */
    public String newKey(String name) {
        return createKey(name).text("key");
    }

    public Answer createKey(String name) {
        return post("/users/me/api_keys", Map.of("name", name)).requireStatus(201);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, Map<String, ?> body) {
        return json("POST", path, JSON.writeValueAsString(body));
    }

    public Answer put(String path, Map<String, ?> body) {
        return json("PUT", path, JSON.writeValueAsString(body));
    }

    /** The id of the client's account. */
    public String id() {
        return get("/users/me").requireStatus(200).text("id");
    }

    public Answer patch(String path, Map<String, ?> body) {
        return json("PATCH", path, JSON.writeValueAsString(body));
    }

    public Answer json(String method, String path, String body) {
        return raw(method, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return raw("POST", path, "application/x-www-form-urlencoded", body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer raw(String method, String path, String contentType, byte[] body) {
        return send(request(path).header("Content-Type", contentType).method(method, BodyPublishers.ofByteArray(body)));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            DocumentedResponses.requireDocumented(response);
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }
}
