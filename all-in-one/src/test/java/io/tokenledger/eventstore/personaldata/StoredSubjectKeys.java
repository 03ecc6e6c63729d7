package io.tokenledger.eventstore.personaldata;

import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The subject keys of processes that a test starts, as such a process reads them. */
public final class StoredSubjectKeys {
    private StoredSubjectKeys() {}

    /** @param signingKeys folder of the signing keys, which contains that of the key-encryption keys */
    public static SubjectKeys of(DataSource store, Path signingKeys) {
        SubjectKeyRepository table = new SubjectKeyRepository(JdbcClient.create(store));
        KeyEncryptionKeys wrapping = new KeyEncryptionKeys(
                new KeyEncryptionKeyFiles(signingKeys.resolve("encryption")), table, null, Clock.systemUTC());
        return new DatabaseSubjectKeys(table, wrapping, Clock.systemUTC());
    }
}
