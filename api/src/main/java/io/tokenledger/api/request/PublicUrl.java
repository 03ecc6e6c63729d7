package io.tokenledger.api.request;

import org.jspecify.annotations.Nullable;

/** Where callers reach this ledger, without a slash at the end: the setting {@code LEDGER_PUBLIC_URL}. */
public record PublicUrl(String value) {
    public PublicUrl {
        value = value.replaceFirst("/+$", "");
    }

    /** Whether cookies may demand TLS. */
    public boolean isSecure() {
        return value.startsWith("https:");
    }

    public String of(String path) {
        return value + path;
    }

    /** Where a workspace answers: at its own address, or where the ledger serves it. */
    public String ofWorkspace(String name, @Nullable String ownUrl) {
        return ownUrl == null ? of("/w/" + name) : ownUrl;
    }
}
