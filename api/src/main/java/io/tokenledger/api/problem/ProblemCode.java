package io.tokenledger.api.problem;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.tokenledger.events.WireNames;
import java.util.Locale;

/**
 * All kinds of problems. The lower-case name is the stable {@code code} of a problem (RFC 9457). The second column is
 * the exception name that the ZenML client reads. The third column is the remedy: what the caller can do next.
 */
public enum ProblemCode {
    BAD_REQUEST(400, "BadRequest", "Send the request as the OpenAPI document at /v3/api-docs describes it."),
    MALFORMED_JSON(400, "BadRequest", "Send one JSON object in UTF-8, without repeated fields."),
    MALFORMED_FORM(400, "BadRequest", "Send a form in UTF-8 that names each field once."),
    AMBIGUOUS_CREDENTIALS(400, "BadRequest", "Send one credential, in one Authorization header."),
    MALFORMED_ENCODING(400, "BadRequest", "Send UTF-8, and percent-encode its bytes in URLs and forms."),
    AMBIGUOUS_FORWARD_AUTH(
            400,
            "BadRequest",
            "Let the proxy set all headers of one kind and clear the others; see docs/forward-auth.md."),
    UNKNOWN_PARAMETER(400, "BadRequest", "Send only the query parameters that the message names."),
    REPEATED_PARAMETER(400, "BadRequest", "Send each query parameter once."),
    UNKNOWN_FIELD(400, "BadRequest", "Send only fields that the OpenAPI document at /v3/api-docs lists."),
    IDEMPOTENCY_KEY_NOT_SUPPORTED(400, "BadRequest", "Send the request without the header Idempotency-Key."),
    UNSUPPORTED_GRANT_TYPE(400, "BadRequest", "Leave grant_type out to send an API key, or use grant_type=password."),
    BAD_CURSOR(400, "BadRequest", "Repeat the request without 'cursor', with the filters that you want."),
    CREDENTIALS_NOT_VALID(
            401, "CredentialsNotValid", "Send a valid API key or API token as 'Authorization: Bearer …'."),
    FORBIDDEN(403, "IllegalOperationError", "Ask an administrator of the organization, or of the instance."),
    CSRF_TOKEN_MISSING(
            403,
            "IllegalOperationError",
            "Send the value of the cookie ledger_csrf (over TLS __Host-ledger_csrf) in the header X-CSRF-Token."),
    CROSS_ORIGIN_REQUEST(
            403, "IllegalOperationError", "Send the request from a page of this ledger, at its LEDGER_PUBLIC_URL."),
    SIGNATURE_NOT_VALID(
            403,
            "IllegalOperationError",
            "Sign the bytes of the body with a key that the operator of the ledger has configured."),
    NOT_ADMITTED(403, "IllegalOperationError", "Ask an administrator of the workspace to assign the account to it."),
    CREATION_RESTRICTED(
            403, "IllegalOperationError", "Ask an administrator of the policy's source, which the message names."),
    ACCOUNT_INACTIVE(403, "IllegalOperationError", "Ask an administrator to activate the account first."),
    ROUTE_NOT_FOUND(404, "KeyError", "Look the route up in the OpenAPI document at /v3/api-docs."),
    NOT_FOUND(404, "KeyError", "List the objects that you may see."),
    TOKEN_NOT_FOUND(404, "KeyError", "List the API keys that you may see."),
    ACCOUNT_NOT_FOUND(404, "KeyError", "List the accounts that you may see."),
    ORGANIZATION_NOT_FOUND(404, "KeyError", "List the organizations that you may see."),
    WORKSPACE_NOT_FOUND(404, "KeyError", "List the workspaces that you may see."),
    SESSION_NOT_FOUND(404, "KeyError", "List your sessions at GET /users/me/sessions."),
    REPLAY_NOT_FOUND(404, "KeyError", "List the existing replays."),
    LEGAL_HOLD_NOT_FOUND(404, "KeyError", "List the legal holds at GET /ledger/legal_holds?released=true."),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "Use one of the methods in the Allow header."),
    NOT_ACCEPTABLE(406, "NotAcceptable", "Accept application/json."),
    BODY_TOO_SLOW(408, "RequestTimeout", "Send the whole request faster, or in smaller parts."),
    NAME_TAKEN(409, "EntityExistsError", "Choose another name, or rotate or delete the key that has it."),
    USERNAME_TAKEN(409, "EntityExistsError", "Choose another username."),
    ORGANIZATION_NAME_TAKEN(409, "EntityExistsError", "Choose another name."),
    WORKSPACE_NAME_TAKEN(409, "EntityExistsError", "Choose another name."),
    ALREADY_MEMBER(409, "EntityExistsError", "Change the role of the member with PUT instead."),
    LAST_ADMINISTRATOR(409, "EntityExistsError", "Make another member an administrator first."),
    ACCOUNT_NOT_DELETED(409, "EntityExistsError", "Delete the account first."),
    LEGAL_HOLD(409, "EntityExistsError", "Release the legal hold first. GET /ledger/legal_holds lists all."),
    LAST_SUPERUSER(409, "EntityExistsError", "Give another account the role superuser first."),
    SECRET_ALREADY_SHOWN(
            409, "EntityExistsError", "Rotate the key to get a new value, or remove the sink and add it again."),
    SINK_NAME_TAKEN(409, "EntityExistsError", "Choose another name, or remove the sink that has it."),
    CONFIGURED_SINK(409, "EntityExistsError", "Change the settings of the sink and restart the process."),
    REPLAY_UNDER_WAY(409, "EntityExistsError", "Wait until the other replay ends, or delete it, then start a new one."),
    TOO_MANY_LEGAL_HOLDS(409, "EntityExistsError", "Release legal holds that are no longer needed."),
    REPEATED_WRITE(409, "EntityExistsError", "Send the same request again to get its first answer."),
    REQUEST_IN_PROGRESS(
            409, "EntityExistsError", "Wait and send the same request again, or check what it has changed so far."),
    ANSWER_NOT_STORED(409, "EntityExistsError", "Send the request with a new Idempotency-Key to run it again."),
    CONCURRENT_CHANGE(409, "EntityExistsError", "Read the object again and repeat the change."),
    STALE_VERSION(412, "PreconditionFailed", "Read the object again and send its new ETag in If-Match."),
    BODY_TOO_LARGE(413, "RequestEntityTooLarge", "Send at most 64 KiB, or 128 KiB on routes for lists of values."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "UnsupportedMediaType", "Send JSON, or a form on login and /oauth2 routes, without compression."),
    BAD_VALUE(422, "ValueError", "Correct the value and send the request again."),
    NAME_NOT_ALLOWED(422, "ValueError", "Use 1 to 255 visible characters, none of which changes the text direction."),
    DESCRIPTION_NOT_ALLOWED(422, "ValueError", "Use at most 2,000 characters of plain text."),
    EXPIRY_NOT_ALLOWED(
            422, "ValueError", "Send either expires_in_minutes or expires_at, in the future and within the limit."),
    RETENTION_NOT_ALLOWED(422, "ValueError", "Send retain_period_minutes from 0 to the limit."),
    POLICY_NOT_ALLOWED(422, "ValueError", "Send a token policy as the OpenAPI document at /v3/api-docs describes it."),
    WORKSPACE_NOT_ALLOWED(
            422, "ValueError", "Use a name of 1 to 63 letters, digits and . _ -, and an http or https URL."),
    MEMBERSHIP_NOT_ALLOWED(
            422, "ValueError", "Add a user without an instance role; assign service accounts to workspaces."),
    TOO_MANY_WORKSPACES(422, "ValueError", "Use an existing workspace."),
    TOO_MANY_SERVICE_ACCOUNTS(422, "ValueError", "Delete service accounts that are no longer used."),
    TOO_MANY_MEMBERS(422, "ValueError", "Remove members who have left."),
    TOO_MANY_ORGANIZATIONS(
            422, "ValueError", "Remove the account from organizations where another administrator takes over."),
    TOO_MANY_KEYS(422, "ValueError", "Delete keys that are no longer used."),
    TOO_MANY_SINKS(422, "ValueError", "Remove sinks that are no longer used."),
    TOO_MANY_CASES(422, "ValueError", "Close cases that are finished, or continue in a new case."),
    SINK_TARGET_NOT_ALLOWED(
            422, "ValueError", "Use an https URL of a public host, or ask the operator to allow the target."),
    /** The store cancelled a statement that read too much. */
    TOO_MUCH_HISTORY(
            422, "ValueError", "Ask for a shorter period or one organization, or when the store is less busy."),
    PASSWORD_NOT_ALLOWED(422, "ValueError", "Use 12 to 72 bytes."),
    USERNAME_NOT_ALLOWED(422, "ValueError", "Use 1 to 255 letters, digits and . _ - @ +."),
    EMAIL_NOT_ALLOWED(422, "ValueError", "Send an address with one @, of at most 254 characters."),
    IDEMPOTENCY_KEY_REUSED(422, "ValueError", "Use a new Idempotency-Key for a new request."),
    HEADERS_TOO_LARGE(431, "RequestHeaderFieldsTooLarge", "Send at most 8 KiB of headers."),
    TOO_MANY_REFUSALS(429, "TooManyRequests", "Wait for the time in Retry-After, then use a valid credential."),
    TOO_MANY_CONCURRENT_REQUESTS(
            429,
            "TooManyRequests",
            "Wait for your other requests, then send this one again after the time in Retry-After."),
    TOO_MANY_REVOCATIONS(
            429, "TooManyRequests", "Deactivate or rotate the API key, which ends all its API tokens, or wait."),
    TOO_MANY_REQUESTS(429, "TooManyRequests", "Wait for the time in Retry-After, then send the request again."),
    INTERNAL_ERROR(500, "RuntimeError", "Report the X-Request-Id to the operator of the ledger."),
    /** PostgreSQL or Axon Server does not answer. */
    STORE_UNAVAILABLE(503, "ServiceUnavailable", "Try again after the time in Retry-After."),
    /** A read model has not applied all events that the answer needs. */
    READ_MODEL_BEHIND(503, "ServiceUnavailable", "Try again after the time in Retry-After."),
    /** All places for such requests are in use, or the process is stopping (RFC 6749 has this name). */
    TEMPORARILY_UNAVAILABLE(503, "ServiceUnavailable", "Try again after the time in Retry-After.");

    private final int status;
    private final String exceptionName;
    private final String remedy;

    ProblemCode(int status, String exceptionName, String remedy) {
        this.status = status;
        this.exceptionName = exceptionName;
        this.remedy = remedy;
    }

    /** The code in responses. */
    public String wire() {
        return WireNames.of(this);
    }

    public int status() {
        return status;
    }

    /** The name that the ZenML client maps to one of its own exceptions. */
    public String exceptionName() {
        return exceptionName;
    }

    public String remedy() {
        return remedy;
    }

    /**
     * An exception with a problem of this kind.
     *
     * @param message what is wrong with this request; never contains a secret
     */
    public ProblemException because(String message) {
        return exception(message, 0);
    }

    /** An exception with a message in the format of {@link String#format}. */
    @FormatMethod
    public ProblemException because(@FormatString String format, Object argument) {
        return exception(String.format(Locale.ROOT, format, argument), 0);
    }

    /**
     * An exception with a {@code Retry-After} header.
     *
     * @param seconds time after which a retry may succeed; at least 1, lower values become 1
     */
    public ProblemException retryAfter(long seconds, String message) {
        return exception(message, Math.max(1, seconds));
    }

    private ProblemException exception(String message, long retryAfterSeconds) {
        return new ProblemException(new Problem(this, message, retryAfterSeconds));
    }
}
