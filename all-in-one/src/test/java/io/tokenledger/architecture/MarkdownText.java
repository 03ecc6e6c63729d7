package io.tokenledger.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The prose of a Markdown document, without code and targets of links.
 *
 * @param blocks paragraphs, list items and headings
 * @param rows of tables
 */
record MarkdownText(List<String> blocks, List<String> rows) {
    private static final Pattern HTML_COMMENT = Pattern.compile("<!--[\\s\\S]*?-->");
    private static final Pattern LIST_MARKER = Pattern.compile("(?:[-*+]|\\d+\\.)\\s");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern ADDRESS = Pattern.compile("<?https?://\\S+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])[)\"]?\\s+");

    static MarkdownText parse(String source) {
        List<String> blocks = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean fenced = false;
        for (String line : HTML_COMMENT.matcher(source).replaceAll("").lines().toList()) {
            String text = line.strip();
            boolean fence = text.startsWith("```");
            boolean indented = block.isEmpty() && line.startsWith("    ");
            Matcher marker = LIST_MARKER.matcher(text);
            boolean item = marker.lookingAt();
            if (fence || text.isEmpty() || text.startsWith("|") || text.startsWith("#") || item) {
                flush(block, blocks);
            }
            if (fence) {
                fenced = !fenced;
            } else if (fenced || indented) {
                continue;
            } else if (text.startsWith("|")) {
                rows.add(plain(text));
            } else if (text.startsWith("#")) {
                blocks.add(plain(text));
            } else {
                block.append(item ? text.substring(marker.end()) : text).append(' ');
            }
        }
        flush(block, blocks);
        return new MarkdownText(blocks, rows);
    }

    Stream<String> sentences() {
        return blocks.stream().flatMap(SENTENCE_END::splitAsStream);
    }

    private static void flush(StringBuilder block, List<String> blocks) {
        if (!block.toString().isBlank()) {
            blocks.add(plain(block.toString()));
        }
        block.setLength(0);
    }

    private static String plain(String text) {
        String words = CODE.matcher(text).replaceAll(" X ").replace("*", "");
        words = LINK.matcher(words).replaceAll("$1");
        return ADDRESS.matcher(words).replaceAll("X");
    }
}
