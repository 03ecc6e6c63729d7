package io.tokenledger.query.notice.mail;

import io.tokenledger.events.Sha256;
import io.tokenledger.events.notice.NoticeChannel;
import io.tokenledger.events.notice.NoticeDelivery;
import io.tokenledger.query.notice.RecipientNotice;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A mail to one person on one day.
 *
 * @param notices notices that the mail is about, the earliest deadline first; not empty
 * @param summary whether this is a weekly summary, about keys that were not used lately
 * @param failed whether an earlier attempt to send these notices is recorded
 * @param day day in UTC
 */
record PendingMail(
        UUID recipientId,
        String address,
        List<RecipientNotice> notices,
        boolean summary,
        boolean failed,
        LocalDate day) {
    /**
     * The Message-ID without its domain. A mail that is sent again, because the ledger ended before it recorded the
     * first, has the same id, so mail programs can show it once.
     */
    UUID messageId() {
        String source = recipientId + " " + day + (summary ? " summary" : "");
        return UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8));
    }

    List<NoticeDelivery> deliveries() {
        String digest = HexFormat.of()
                .formatHex(Sha256.of(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        return notices.stream()
                .map(notice -> new NoticeDelivery(
                        notice.tokenId(),
                        notice.ownerId(),
                        recipientId,
                        notice.kind(),
                        notice.deadline(),
                        notice.daysBefore(),
                        NoticeChannel.MAIL,
                        summary,
                        digest,
                        messageId()))
                .toList();
    }

    @Override
    public String toString() {
        return "PendingMail[" + recipientId + "]";
    }
}
