package io.tokenledger.api.request;

import org.jspecify.annotations.Nullable;

/** The URL at which callers reach this ledger, without a slash at the end: the setting {@code LEDGER_PUBLIC_URL}. */
public record PublicUrl(String value) {
    public PublicUrl {
        value = value.replaceFirst("/+$", "");
    }

    /** Whether the URL uses TLS, so that cookies can be {@code Secure}. */
    public boolean isSecure() {
        return value.startsWith("https:");
    }

    public String of(String path) {
        return value + path;
    }

    /** The URL of a workspace: its own, or the one at which the ledger serves it. */
    public String ofWorkspace(String name, @Nullable String ownUrl) {
        return ownUrl == null ? of("/w/" + name) : ownUrl;
    }
}
