package io.tokenledger.query.notice.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.query.notice.NoticeFixture;
import io.tokenledger.query.notice.NoticeLog;
import io.tokenledger.query.notice.SendResult;
import io.tokenledger.query.paging.CursorsForTests;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends the notices of a fixture to a mail server in this process. */
final class MailFixture implements AutoCloseable {
    private final NoticeFixture ledger;
    private final List<MimeMessage> earlier = new ArrayList<>();
    private final int port;
    private GreenMail server = startedOn(0);
    private final JavaMailSenderImpl client;
    private final NoticeMailSender sender;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private boolean endsBeforeRecording;

    MailFixture(NoticeFixture ledger) {
        this.ledger = ledger;
        port = server.getSmtp().getPort();
        client = new JavaMailSenderImpl();
        client.setHost("127.0.0.1");
        client.setPort(port);
        NoticeLog log = this::record;
        sender = new NoticeMailSender(
                new PendingMailRepository(ledger.database().jdbc(), ledger.recipients()),
                new NetworkRepository(ledger.database().jdbc()),
                new MailComposer(
                        "Token Ledger <ledger@example.org>",
                        new PublicUrl("https://ledger.example.org"),
                        new UnsubscribeTokens(CursorsForTests.of(ledger.database()))),
                client,
                log,
                ledger.clock(),
                meters);
    }

    /** Records what is due and sends it, as the dispatcher does. */
    Optional<SendResult> run() {
        ledger.recordDue();
        return sender.sendPending(() -> true);
    }

    /** The value of a counter, over all of its tags with this value. */
    double counted(String counter, String tagValue) {
        return meters.find(counter).counters().stream()
                .filter(meter -> meter.getId().getTags().stream()
                        .anyMatch(tag -> tag.getValue().equals(tagValue)))
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Ends the next run between the sending of a mail and its record. */
    void endBeforeRecording() {
        endsBeforeRecording = true;
    }

    /** Sends to another server on this machine. */
    void useServer(int otherPort) {
        client.setPort(otherPort);
    }

    void stopServer() {
        earlier.addAll(Arrays.asList(server.getReceivedMessages()));
        server.stop();
    }

    void startServer() {
        server = startedOn(port);
    }

    /** All mails that the server has accepted, oldest first. */
    List<MimeMessage> mails() {
        List<MimeMessage> mails = new ArrayList<>(earlier);
        mails.addAll(Arrays.asList(server.getReceivedMessages()));
        return mails;
    }

    static String text(MimeMessage mail) {
        try {
            return (String) mail.getContent();
        } catch (IOException | MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static GreenMail startedOn(int port) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(TimeUnit.MINUTES.toMillis(1));
        GreenMail server = new GreenMail(setup);
        server.start();
        return server;
    }

    private void record(List<? extends NoticeEvent> events) {
        if (endsBeforeRecording) {
            endsBeforeRecording = false;
            throw new IllegalStateException("the process ends here");
        }
        ledger.record(events);
    }

    @Override
    public void close() {
        server.stop();
    }
}
