package io.tokenledger.api.text;

import java.text.Normalizer;
import java.util.Locale;

/** The form by which names are compared: case and Unicode normalization form are ignored. */
public final class NormalizedName {
    private NormalizedName() {}

    public static String of(String name) {
        String folded = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
