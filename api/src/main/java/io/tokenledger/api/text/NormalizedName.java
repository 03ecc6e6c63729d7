package io.tokenledger.api.text;

import java.text.Normalizer;
import java.util.Locale;

/** What two names that a person would call the same have in common: case and Unicode form do not count. */
public final class NormalizedName {
    private NormalizedName() {}

    public static String of(String name) {
        String folded = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
