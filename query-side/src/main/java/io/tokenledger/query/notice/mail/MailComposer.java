package io.tokenledger.query.notice.mail;

import io.tokenledger.api.request.PublicUrl;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.mail.MailPreparationException;

/** Fills in a message: plain text, and the headers that mail programs and servers need to treat it as automatic. */
class MailComposer {
    private final String sender;
    private final PublicUrl ledger;
    private final UnsubscribeTokens unsubscribe;

    MailComposer(String sender, PublicUrl ledger, UnsubscribeTokens unsubscribe) {
        this.sender = sender;
        this.ledger = ledger;
        this.unsubscribe = unsubscribe;
    }

    /** @throws MailPreparationException if the address of the recipient has no valid form */
    MimeMessage message(MimeMessage message, PendingMail mail, Map<UUID, List<String>> networks, Instant now) {
        MailText text = MailText.of(mail, networks, ledger, now);
        try {
            InternetAddress from = new InternetAddress(sender, true);
            InternetAddress to = new InternetAddress(mail.address(), true);
            if (to.isGroup()) {
                throw new AddressException("not one address");
            }
            message.setFrom(from);
            message.setRecipient(Message.RecipientType.TO, to);
            message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
            message.setText(text.body(), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(now));
            message.setHeader("Message-ID", "<" + mail.messageId() + "@" + domain(from) + ">");
            message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834
            if (mail.summary()) {
                String link = ledger.of("/unsubscribe/" + unsubscribe.of(mail.recipientId()));
                message.setHeader("List-Unsubscribe", "<" + link + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058
            }
            return message;
        } catch (MessagingException invalid) {
            throw new MailPreparationException("The address of the recipient is invalid.", invalid);
        }
    }

    private static String domain(InternetAddress sender) {
        String address = sender.getAddress();
        return address.substring(address.indexOf('@') + 1);
    }
}
