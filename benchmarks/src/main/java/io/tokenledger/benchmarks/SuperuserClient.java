package io.tokenledger.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The superuser, who asks one thing after the other. */
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
            signIn(); // sessions end while millions of events are read
            answer = send(request(path).GET(), session);
        }
        return demand(path, answer);
    }

    Answer json(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return demand(path, send(request.method(method, HttpRequest.BodyPublishers.ofString(body)), session));
    }

    /** Whatever the answer is. */
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
        Matcher token = SESSION.matcher(demand("/auth/login", answer).body());
        if (!token.find()) {
            throw new IllegalStateException("A sign-in without a session");
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

    private static Answer demand(String path, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(path + " answers " + answer.status() + ": " + answer.body());
        }
        return answer;
    }
}
