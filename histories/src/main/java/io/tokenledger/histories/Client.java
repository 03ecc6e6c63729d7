package io.tokenledger.histories;

import org.jspecify.annotations.Nullable;

/** A program at an address, which sends requests. */
record Client(String ip, @Nullable String agent) {
    Origin request(Ids ids) {
        return new Origin(ip, agent, ids.random().toString());
    }
}
