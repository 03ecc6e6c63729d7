package io.tokenledger.api.openapi;

/** The answer of ZenML's routes that return nothing: the JSON value {@code null}. */
public final class NullBody {
    /** The description of such an answer in the OpenAPI document, by which the document finds them. */
    public static final String DESCRIPTION = "Done; the body is the JSON value null";

    private NullBody() {}
}
