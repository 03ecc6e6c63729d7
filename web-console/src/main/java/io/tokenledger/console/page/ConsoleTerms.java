package io.tokenledger.console.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says sentences of the API in the terms of the pages: an API key is a token, and times are in the viewer's time zone.
 * Names and reasons in quotation marks stay as they are.
 */
final class ConsoleTerms {
    private static final String QUOTED = "“[^”]*”|'[^']*'";
    private static final Pattern KEY = Pattern.compile(QUOTED + "|(\\b[Aa]n )?\\bAPI key(s?)\\b");
    private static final Pattern INSTANT =
            Pattern.compile(QUOTED + "|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z");

    private ConsoleTerms() {}

    /** The text with tokens instead of API keys. */
    static String of(String text) {
        return KEY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(term(found)));
    }

    private static String term(MatchResult found) {
        String article = found.group(1);
        String plural = found.group(2);
        if (plural == null) {
            return found.group(); // quoted
        }
        if (article != null) {
            return article.charAt(0) + " token" + plural;
        }
        return (found.start() == 0 ? "Token" : "token") + plural;
    }

    /** The text in the same terms, divided into its instants and what is between them. */
    static List<SentencePart> parts(String text) {
        String said = of(text);
        List<SentencePart> parts = new ArrayList<>();
        int end = 0;
        Matcher found = INSTANT.matcher(said);
        while (found.find()) {
            if (Character.isDigit(found.group().charAt(0))) {
                add(parts, said.substring(end, found.start()), false);
                add(parts, found.group(), true);
                end = found.end();
            }
        }
        add(parts, said.substring(end), false);
        return parts;
    }

    private static void add(List<SentencePart> parts, String text, boolean isInstant) {
        if (!text.isEmpty()) {
            parts.add(new SentencePart(text, isInstant));
        }
    }
}
