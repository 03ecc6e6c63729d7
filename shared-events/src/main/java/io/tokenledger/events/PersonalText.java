package io.tokenledger.events;

import org.jspecify.annotations.Nullable;

/** The texts that readers see in place of {@linkplain Personal personal} texts that cannot be decrypted. */
public final class PersonalText {
    /** The key of the data subject was destroyed: the text no longer exists. */
    public static final String ERASED = "erased";

    /** The key of the data subject is lost, or the ciphertext was changed. */
    public static final String UNREADABLE = "unreadable";

    private PersonalText() {}

    /** Whether the text stands for one that cannot be decrypted. */
    public static boolean isGone(@Nullable String text) {
        return ERASED.equals(text) || UNREADABLE.equals(text);
    }
}
