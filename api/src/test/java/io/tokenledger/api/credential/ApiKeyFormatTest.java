package io.tokenledger.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.SecretDigest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ApiKeyFormatTest {
    /** Number of random keys; {@code -Dformat.keys=10000000} for a long run. */
    private static final int KEYS = Integer.getInteger("format.keys", 100_000);

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final ApiKeyFormat format = new ApiKeyFormat("ZENPROKEY_");
    private final Random random = new Random(7);

    @Test
    void a_key_is_spelled_as_the_contract_says_digit_by_digit() {
        for (int i = 0; i < 1_000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            byte[] secret = bytes();

            assertThat(format.format(id, secret).reveal()).isEqualTo(spelledNaively(id, secret));
        }
    }

    @Test
    void what_is_spelled_is_read_again_at_the_edges_too() {
        byte[] zeros = new byte[32];
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xFF);
        for (UUID id : new UUID[] {new UUID(0, 0), new UUID(-1, -1), UUID.randomUUID()}) {
            for (byte[] secret : new byte[][] {zeros, ones, bytes()}) {
                Secret value = format.format(id, secret);

                assertThat(value.reveal()).matches("ZENPROKEY_[0-9A-Za-z]{71}");
                assertThat(format.parse(value)).contains(new PresentedKey(id, SecretDigest.of(secret)));
            }
        }
    }

    @Test
    void every_change_of_a_single_character_is_found() {
        String value = format.format(UUID.randomUUID(), bytes()).reveal();
        for (int position = 0; position < value.length(); position++) {
            for (char digit : DIGITS.toCharArray()) {
                if (digit != value.charAt(position)) {
                    String changed = value.substring(0, position) + digit + value.substring(position + 1);
                    assertThat(format.parse(Secret.of(changed))).as(changed).isEmpty();
                }
            }
        }
    }

    @Test
    void numbers_too_large_for_their_place_are_refused_even_with_the_right_checksum() {
        String tooLarge = "ZENPROKEY_" + "z".repeat(65);
        CRC32 crc = new CRC32();
        crc.update(tooLarge.getBytes(StandardCharsets.US_ASCII));
        StringBuilder value = new StringBuilder(tooLarge);
        Base62.append(value, new int[] {(int) crc.getValue()}, 6);

        assertThat(format.parse(Secret.of(value.toString()))).isEmpty();
    }

    @Test
    void no_two_keys_are_alike_and_no_scanner_takes_anything_else_for_one() {
        SecureRandom chance = new SecureRandom();
        byte[] secret = new byte[32];
        long[] fingerprints = new long[KEYS];
        for (int i = 0; i < KEYS; i++) {
            chance.nextBytes(secret);
            String value = format.format(new UUID(0, 0), secret).reveal();
            fingerprints[i] = Long.parseUnsignedLong(
                    SecretDigest.of(value.getBytes(StandardCharsets.US_ASCII))
                            .hex()
                            .substring(0, 16),
                    16);
        }
        assertThat(Arrays.stream(fingerprints).distinct().count()).isEqualTo(KEYS);
        Pattern scanner = Pattern.compile("ZENPROKEY_[0-9A-Za-z]{71}");
        for (int i = 0; i < KEYS / 10; i++) {
            assertThat(scanner.matcher(UUID.randomUUID() + " " + HexFormat.of().formatHex(bytes()))
                            .find())
                    .isFalse();
        }
    }

    @Test
    void a_secret_never_prints_itself() {
        Secret value = format.format(UUID.randomUUID(), bytes());

        assertThat(value.toString()).doesNotContain(value.reveal());
        assertThat(String.valueOf(format.parse(value))).doesNotContain(value.reveal());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A direct implementation of the specified format with big integers. */
    private static String spelledNaively(UUID id, byte[] secret) {
        BigInteger idNumber = new BigInteger(id.toString().replace("-", ""), 16);
        String text = "ZENPROKEY_" + digits(idNumber, 22) + digits(new BigInteger(1, secret), 43);
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + digits(BigInteger.valueOf(crc.getValue()), 6);
    }

    private static String digits(BigInteger number, int width) {
        StringBuilder digits = new StringBuilder();
        BigInteger rest = number;
        for (int i = 0; i < width; i++) {
            digits.insert(0, DIGITS.charAt(rest.mod(BigInteger.valueOf(62)).intValue()));
            rest = rest.divide(BigInteger.valueOf(62));
        }
        return digits.toString();
    }
}
