package io.tokenledger.command.login;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Response to a login on the control plane (RFC 6749, section 5.1, with the two fields that ZenML adds). */
record LoginResponse(
        String accessToken,
        String tokenType,
        long expiresIn,
        @Nullable String deviceId,
        @Schema(types = {"object", "null"}) @Nullable Object deviceMetadata) {
    static LoginResponse of(String accessToken, long expiresIn) {
        return new LoginResponse(accessToken, "bearer", expiresIn, null, null);
    }

    @Override
    public String toString() {
        return "LoginResponse[" + expiresIn + "]";
    }
}
