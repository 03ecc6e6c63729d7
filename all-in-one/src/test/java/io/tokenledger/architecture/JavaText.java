package io.tokenledger.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The prose of a Java source: comments, string literals, and the words of type names. */
final class JavaText {
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile("\"\"\"[\\s\\S]*?(?<!\\\\)\"\"\""
            + "|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\""
            + "|'(?:[^'\\\\\\n]|\\\\.[^'\\n]*+)'"
            + "|//[^\\n]*+"
            + "|/\\*[\\s\\S]*?\\*/");
    private static final Pattern ESCAPE = Pattern.compile("\\\\.");
    private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*(?:/\\*+|\\*+/?|//+)");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+[^}]*\\}");
    private static final Pattern TAG_WITH_NAME = Pattern.compile("@(?:param|see|throws)\\s+\\S+");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");
    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private JavaText() {}

    static List<String> proseOf(String source) {
        List<String> prose = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        Matcher found = COMMENT_OR_LITERAL.matcher(source);
        int end = 0;
        while (found.find()) {
            code.append(source, end, found.start()).append(' ');
            end = found.end();
            String text = found.group();
            prose.add(
                    text.startsWith("/") ? comment(text) : ESCAPE.matcher(text).replaceAll(" "));
        }
        code.append(source, end, source.length());
        TYPE.matcher(code)
                .results()
                .map(type -> CAMEL_CASE.matcher(type.group(1)).replaceAll(" "))
                .forEach(prose::add);
        return prose;
    }

    private static String comment(String text) {
        String words = MARGIN.matcher(text).replaceAll(" ").replace("*/", " ");
        words = INLINE_TAG.matcher(words).replaceAll(" X ");
        return TAG_WITH_NAME.matcher(words).replaceAll(" ");
    }
}
