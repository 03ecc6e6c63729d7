package io.tokenledger.query.notice.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A mail server that replies to the sender and to each recipient as a test says. */
final class ScriptedMailServer implements AutoCloseable {
    private static final String OK = "250 ok";

    private final ServerSocket server;
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private volatile String replyToSender = OK;
    private volatile UnaryOperator<String> replyToRecipient = recipient -> OK;

    ScriptedMailServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The recipients of the mails that were accepted. */
    List<String> accepted() {
        return accepted;
    }

    void replyToSender(String reply) {
        replyToSender = reply;
    }

    void replyToRecipient(UnaryOperator<String> reply) {
        replyToRecipient = reply;
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    BufferedReader lines =
                            new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                    PrintWriter replies = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
                converse(lines, replies);
            } catch (IOException closed) {
                // the client or the test is done
            }
        }
    }

    private void converse(BufferedReader lines, PrintWriter replies) throws IOException {
        String recipient = "";
        reply(replies, "220 test");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("MAIL")) {
                reply(replies, replyToSender);
            } else if (line.startsWith("RCPT")) {
                recipient = line.replaceAll(".*<(.*)>.*", "$1");
                reply(replies, replyToRecipient.apply(recipient));
            } else if (line.startsWith("DATA")) {
                reply(replies, "354 go on");
                while (!".".equals(lines.readLine())) {
                    // the text of the mail
                }
                accepted.add(recipient);
                reply(replies, OK);
            } else {
                reply(replies, OK);
            }
        }
    }

    private static void reply(PrintWriter replies, String reply) {
        replies.print(reply + "\r\n");
        replies.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
