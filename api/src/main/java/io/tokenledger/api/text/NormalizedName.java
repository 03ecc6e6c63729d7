package io.tokenledger.api.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form by which names are compared. Two names are the same if they differ only in case, in blanks around them, in the
 * number of blanks between words, or in compatibility forms of Unicode (NFKC).
 */
public final class NormalizedName {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private NormalizedName() {}

    public static String of(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String folded = BLANKS.matcher(compatible)
                .replaceAll(" ")
                .strip()
                .toUpperCase(Locale.ROOT) // first, because some letters have several lower-case forms
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
