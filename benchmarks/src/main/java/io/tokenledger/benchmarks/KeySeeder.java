package io.tokenledger.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the ledger with accounts that have a hundred API keys each, and stores the keys' values. */
final class KeySeeder implements AutoCloseable {
    static final int KEYS_PER_ACCOUNT = 100;

    private final String base;
    private final String password;
    private final HttpClient client = HttpClient.newHttpClient();

    KeySeeder(String base, String password) {
        this.base = base;
        this.password = password;
    }

    /**
     * Input of wrk.
     *
     * @param file file of the values, one per line
     * @param count number of values
     * @param introspector API key of the superuser
     */
    record Seeded(Path file, int count, String introspector) {}

    Seeded seed(int count, Path file) throws IOException, InterruptedException {
        List<String> accounts = new ArrayList<>();
        for (int left = count; left > 0; left -= KEYS_PER_ACCOUNT) {
            accounts.add(post(SeedEndpoint.PATH + "?keys=" + Math.min(KEYS_PER_ACCOUNT, left), Map.of(), ""));
        }
        Files.writeString(file, String.join("", accounts));
        return new Seeded(file, count, introspector());
    }

    /** Creates an API key of the superuser over the public API. */
    private String introspector() throws IOException, InterruptedException {
        String session = field(
                "access_token",
                post(
                        "/auth/login",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        "username=admin&password=" + password));
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Authorization", "Bearer " + session);
        return field("key", post("/users/me/api_keys", headers, "{\"name\":\"introspector\"}"));
    }

    private String post(String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("POST " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String field(String name, String json) {
        Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("The response has no field " + name);
        }
        return value.group(1);
    }

    @Override
    public void close() {
        client.close();
    }
}
