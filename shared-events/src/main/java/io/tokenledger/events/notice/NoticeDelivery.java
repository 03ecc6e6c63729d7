package io.tokenledger.events.notice;

import io.tokenledger.events.Personal;
import java.time.Instant;
import java.util.UUID;

/**
 * A notice about one key, sent to one recipient. The key, kind, deadline and days say which notice it is.
 *
 * @param ownerId owner of the key
 * @param recipientId account that receives the notice: the owner, or an administrator
 * @param deadline time of the deadline, or of the signal
 * @param daysBefore days before the deadline from which the notice was due; 0 for a signal
 * @param summary whether the notice is part of a weekly summary
 * @param addressSha256 SHA-256 of the address in lower case, in hexadecimal digits, to compare with a known address
 * @param messageId the Message-ID, without its domain
 */
public record NoticeDelivery(
        UUID tokenId,
        UUID ownerId,
        UUID recipientId,
        NoticeKind kind,
        Instant deadline,
        int daysBefore,
        NoticeChannel channel,
        boolean summary,
        @Personal String addressSha256,
        UUID messageId) {}
