package io.tokenledger.query.incidentcase;

import io.tokenledger.events.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes files into a zip archive, with a list of their SHA-256 digests at the end. The same files at the same time give
 * the same bytes.
 */
final class PackageWriter implements AutoCloseable {
    private static final String DIGESTS = "SHA256SUMS";

    private final MessageDigest whole = Sha256.create();
    private final ZipOutputStream zip;
    private final LocalDateTime modified;
    private final List<String> digests = new ArrayList<>();

    /**
     * @param out receives the archive, and stays open
     * @param at the time that all files of the archive carry
     */
    PackageWriter(OutputStream out, Instant at) {
        this.zip = new ZipOutputStream(new DigestOutputStream(out, whole), StandardCharsets.UTF_8);
        this.modified = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    /** Writes the content of one file. */
    interface Content<T> {
        T writeTo(OutputStream out) throws IOException;
    }

    /** Adds a file. */
    <T> T add(String name, Content<T> content) throws IOException {
        MessageDigest digest = Sha256.create();
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(modified);
        zip.putNextEntry(entry);
        T result = content.writeTo(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        digests.add(HexFormat.of().formatHex(digest.digest()) + "  " + name + "\n");
        return result;
    }

    /** Adds a file with this text. */
    void add(String name, String text) throws IOException {
        try (InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            add(name, bytes::transferTo);
        }
    }

    /** Ends the archive, and returns its SHA-256 in hexadecimal digits. */
    String finish() throws IOException {
        add(DIGESTS, String.join("", digests));
        zip.finish();
        return HexFormat.of().formatHex(whole.digest());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
