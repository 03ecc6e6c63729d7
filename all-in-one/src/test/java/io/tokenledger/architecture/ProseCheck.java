package io.tokenledger.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds terms that the vocabulary replaces by others, and sentences of documents that are too long. */
final class ProseCheck {
    private static final int MAX_WORDS = 25;
    private static final String NO_TERM = "—";
    private static final Pattern CELL_END = Pattern.compile("\\s*\\|\\s*");
    private static final Pattern COMMA = Pattern.compile(",\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TERM_COLUMN = Pattern.compile("(?m)^(\\| \\*\\*.*\\|)[^|\\n]*\\|$");

    private final List<String> terms;
    private final Pattern anyTerm;

    /** @param vocabulary text of {@code docs/vocabulary.md}, whose third column lists terms to avoid */
    ProseCheck(String vocabulary) {
        terms = vocabulary
                .lines()
                .takeWhile(line -> !line.startsWith("## Renamed"))
                .filter(line -> line.startsWith("| **"))
                .map(ProseCheck::thirdCell)
                .filter(cell -> !cell.equals(NO_TERM))
                .flatMap(COMMA::splitAsStream)
                .toList();
        // A name such as command_side.door, ledger.use.journal or a path is an identifier, not prose.
        anyTerm = Pattern.compile(
                "(?<![\\w.$/-])(?:"
                        + terms.stream().map(ProseCheck::expression).collect(Collectors.joining("|"))
                        + ")s?(?![\\w$/-]|\\.\\w)",
                Pattern.CASE_INSENSITIVE);
    }

    List<String> terms() {
        return terms;
    }

    /**
     * What is wrong with a file.
     *
     * @param path from the root of the repository, with slashes
     */
    List<String> offences(String path, String text) {
        List<String> offences = new ArrayList<>();
        if (path.endsWith(".java")) {
            JavaText.proseOf(text).forEach(part -> addTerms(part, offences));
            return offences;
        }
        MarkdownText document = MarkdownText.parse(path.equals("docs/vocabulary.md") ? withoutThirdColumn(text) : text);
        document.blocks().forEach(block -> addTerms(block, offences));
        document.rows().forEach(row -> addTerms(row, offences));
        if (path.startsWith("docs/")) {
            document.sentences()
                    .filter(sentence -> words(sentence) > MAX_WORDS)
                    .forEach(sentence -> offences.add(
                            words(sentence) + " words: " + sentence.strip().replaceAll("\\s+", " ")));
        }
        return offences;
    }

    private void addTerms(String prose, List<String> offences) {
        anyTerm.matcher(prose)
                .results()
                .forEach(term -> offences.add('"' + SPACE.matcher(term.group()).replaceAll(" ") + '"'));
    }

    private static String thirdCell(String row) {
        List<String> cells = CELL_END.splitAsStream(row.substring(1)).toList();
        if (cells.size() != 3 || cells.getLast().isBlank()) {
            throw new IllegalArgumentException("This row of the vocabulary needs three columns: " + row);
        }
        return cells.getLast();
    }

    private static String expression(String term) {
        return SPACE.splitAsStream(term).map(Pattern::quote).collect(Collectors.joining("[\\s-]+"));
    }

    private static String withoutThirdColumn(String vocabulary) {
        return TERM_COLUMN.matcher(vocabulary).replaceAll("$1");
    }

    private static long words(String sentence) {
        return SPACE.splitAsStream(sentence)
                .filter(word -> word.chars().anyMatch(Character::isLetterOrDigit))
                .count();
    }
}
