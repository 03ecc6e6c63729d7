package io.tokenledger.eventstore.personaldata;

import javax.crypto.SecretKey;

/**
 * A key for new personal texts.
 *
 * @param id id of the data subject; or a calendar month in UTC for data of no known account, as {@code 2026-11}
 */
public record SubjectKey(String id, SecretKey key) {
    @Override
    public String toString() {
        return "SubjectKey[" + id + "]"; // never the key
    }
}
