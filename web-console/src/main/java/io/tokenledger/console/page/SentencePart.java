package io.tokenledger.console.page;

/**
 * A part of a sentence.
 *
 * @param isInstant whether the text is an instant, which pages show in the viewer's time zone
 */
public record SentencePart(String text, boolean isInstant) {}
