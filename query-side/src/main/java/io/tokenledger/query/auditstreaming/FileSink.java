package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Appends lines to a file and forces them to disk. A file that the sink creates is readable only by its owner. The sink
 * opens the file for each batch, so the file can be rotated.
 */
record FileSink(Path file, AuditFormat format) implements Sink {
    private static final Set<StandardOpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    @Override
    public void deliver(List<AuditRow> entries, Runnable betweenMessages) throws IOException {
        try (FileChannel out = FileChannel.open(file, OPTIONS, OWNER_ONLY)) {
            StringBuilder lines = new StringBuilder(out.size() == 0 ? format.head() : "");
            entries.forEach(entry -> lines.append(format.line(entry)).append(format.lineEnd()));
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }
}
