package io.tokenledger.api.forwardauth;

import static java.util.stream.Collectors.joining;

import io.tokenledger.api.text.InstantText;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The headers that describe the caller to a proxy. All of them are always present, because a proxy that copies a missing
 * header would pass on the one that its client sent.
 */
public enum ForwardAuthHeaders {
    /** Only the headers {@code X-Auth-…}. */
    LEDGER {
        @Override
        void addAliases(Map<String, String> headers, Caller caller) {}
    },
    /** Also the headers of oauth2-proxy with {@code --set-xauthrequest}. */
    OAUTH2_PROXY {
        @Override
        void addAliases(Map<String, String> headers, Caller caller) {
            headers.put("X-Auth-Request-User", caller.accountId().toString());
            headers.put("X-Auth-Request-Preferred-Username", uniqueName(caller));
            headers.put("X-Auth-Request-Email", email(caller));
            headers.put("X-Auth-Request-Groups", roles(caller));
        }
    },
    /** Also the headers of Authelia. */
    AUTHELIA {
        @Override
        void addAliases(Map<String, String> headers, Caller caller) {
            headers.put("Remote-User", uniqueName(caller));
            headers.put("Remote-Name", uniqueName(caller));
            headers.put("Remote-Email", email(caller));
            headers.put("Remote-Groups", roles(caller));
        }
    };

    /** The header that says when the value of the caller's key stops working, also in {@code GET /users/me}. */
    public static final String KEY_EXPIRES_AT = "X-Auth-Key-Expires-At";

    public static final String KEY_EXPIRES_AT_MEANING =
            "instant at which the value of the API key stops working, also for"
                    + " an API token of the key; empty for a key without expiry and for a session";

    /** The headers of every setting, with their meanings. */
    public static final Map<String, String> MEANINGS = Map.of(
            "X-Auth-Account",
            "id of the account",
            "X-Auth-Username",
            "username; that of a service account is unique only in its organization, see X-Auth-Kind",
            "X-Auth-Email",
            "e-mail address of the account; may be empty",
            "X-Auth-Kind",
            "user or service_account",
            "X-Auth-Via",
            "api_key or api_token",
            "X-Auth-Key-Id",
            "id of the API key; empty for a session",
            "X-Auth-Organizations",
            "ids of the account's organizations, at most 32, separated by commas",
            "X-Auth-Roles",
            "roles on the instance, then roles in organizations as id:role, separated by commas",
            "X-Auth-Expires-At",
            "instant at which the credential expires; empty for a key without expiry",
            KEY_EXPIRES_AT,
            KEY_EXPIRES_AT_MEANING);

    /** The headers of single settings, each with its setting and its value. */
    public static final Map<String, String> ALIASES = Map.of(
            "X-Auth-Request-User", "with `oauth2-proxy`: as X-Auth-Account",
            "X-Auth-Request-Preferred-Username", "with `oauth2-proxy`: username of a user, or service_account:id",
            "X-Auth-Request-Email", "with `oauth2-proxy`: as X-Auth-Email",
            "X-Auth-Request-Groups", "with `oauth2-proxy`: as X-Auth-Roles",
            "Remote-User", "with `authelia`: username of a user, or service_account:id",
            "Remote-Name", "with `authelia`: as Remote-User",
            "Remote-Email", "with `authelia`: as X-Auth-Email",
            "Remote-Groups", "with `authelia`: as X-Auth-Roles");

    /** Maximum number of organizations in a header, so that all headers fit into 8 KiB with each setting. */
    private static final int MAX_ORGANIZATIONS = 32;

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]*");

    /** The headers for the caller of a request. */
    public Map<String, String> of(Caller caller) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Auth-Account", caller.accountId().toString());
        headers.put("X-Auth-Username", caller.username());
        headers.put("X-Auth-Email", email(caller));
        headers.put("X-Auth-Kind", caller.kind().wire());
        headers.put("X-Auth-Via", caller.via().wire());
        headers.put(
                "X-Auth-Key-Id", caller.keyId() == null ? "" : caller.keyId().toString());
        headers.put("X-Auth-Organizations", organizations(caller));
        headers.put("X-Auth-Roles", roles(caller));
        headers.put("X-Auth-Expires-At", textOf(caller.expiresAt()));
        headers.put(KEY_EXPIRES_AT, keyExpiresAt(caller));
        addAliases(headers, caller);
        return headers;
    }

    /** The value of {@link #KEY_EXPIRES_AT}. */
    public static String keyExpiresAt(Caller caller) {
        return textOf(caller.keyExpiresAt());
    }

    private static String textOf(@Nullable Instant instant) {
        return instant == null ? "" : InstantText.of(instant);
    }

    abstract void addAliases(Map<String, String> headers, Caller caller);

    /**
     * A name that no other account has. Services that read only this header must not take a service account for the user
     * of the same name; no username contains a colon.
     */
    private static String uniqueName(Caller caller) {
        return caller.kind() == AccountKind.USER
                ? caller.username()
                : caller.kind().wire() + ":" + caller.accountId();
    }

    private static String organizations(Caller caller) {
        List<UUID> ids = caller.organizations();
        return ids.isEmpty()
                ? ""
                : ids.stream().limit(MAX_ORGANIZATIONS).map(UUID::toString).collect(joining(","));
    }

    /** Roles of the instance, then roles in organizations as {@code id:role}. */
    private static String roles(Caller caller) {
        if (caller.roles().isEmpty() && caller.memberships().isEmpty()) {
            return "";
        }
        return Stream.concat(
                        caller.roles().stream().map(InstanceRole::wire).sorted(),
                        caller.organizations().stream().limit(MAX_ORGANIZATIONS).flatMap(id -> role(caller, id)))
                .collect(joining(","));
    }

    private static Stream<String> role(Caller caller, UUID organizationId) {
        OrganizationRole role = caller.memberships().get(organizationId);
        return role == null ? Stream.of() : Stream.of(organizationId + ":" + role.wire());
    }

    /** Empty for a service account: its administrators choose that address, so it identifies no person. */
    private static String email(Caller caller) {
        return caller.kind() == AccountKind.USER ? ascii(caller.email()) : "";
    }

    /** Empty if headers cannot contain the text. Two addresses must never become the same header. */
    private static String ascii(@Nullable String text) {
        return text != null && VISIBLE_ASCII.matcher(text).matches() ? text : "";
    }
}
