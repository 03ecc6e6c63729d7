package io.tokenledger.historygenerator;

import org.jspecify.annotations.Nullable;

/** A program at an IP address that sends requests. */
record GeneratedClient(String ip, @Nullable String agent) {
    GeneratedOrigin request(SeededIds ids) {
        return new GeneratedOrigin(ip, agent, ids.random().toString());
    }
}
