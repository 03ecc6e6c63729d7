package io.tokenledger.query.signals;

import java.time.Instant;

/** What is counted for a key or an address since an instant. */
record Tally(Key key, Instant since, long firstPosition, long count) {
    record Key(String subject, String kind) {}
}
