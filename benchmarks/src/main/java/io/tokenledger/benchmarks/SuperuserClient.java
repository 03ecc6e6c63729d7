package io.tokenledger.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the superuser that sends one request at a time. */
final class SuperuserClient {
    private static final Pattern SESSION = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final LedgerJvm ledger;
    private String session = "";

    SuperuserClient(LedgerJvm ledger) throws IOException, InterruptedException {
        this.ledger = ledger;
        signIn();
    }

    record Answer(int status, String body, double millis) {}

    Answer get(String path) throws IOException, InterruptedException {
        Answer answer = send(request(path).GET(), session);
        if (answer.status() == 401) {
            signIn(); // sessions end while millions of events are processed
            answer = send(request(path).GET(), session);
        }
        return requireSuccess(path, answer);
    }

    Answer json(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return requireSuccess(path, send(request.method(method, HttpRequest.BodyPublishers.ofString(body)), session));
    }

    /** Sends a GET request with any credential and accepts every status. */
    Answer as(String credential, String path) throws IOException, InterruptedException {
        return send(request(path).GET(), credential);
    }

    private void signIn() throws IOException, InterruptedException {
        String form = "username=admin&password=" + ledger.password();
        Answer answer = send(
                request("/auth/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                "");
        Matcher token = SESSION.matcher(requireSuccess("/auth/login", answer).body());
        if (!token.find()) {
            throw new IllegalStateException("The sign-in returned no session");
        }
        session = token.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ledger.url() + path));
    }

    private Answer send(HttpRequest.Builder request, String credential) throws IOException, InterruptedException {
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        long begun = System.nanoTime();
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body(), (System.nanoTime() - begun) / 1e6);
    }

    private static Answer requireSuccess(String path, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.status() + ": " + answer.body());
        }
        return answer;
    }
}
