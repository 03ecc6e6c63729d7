package io.tokenledger.eventstore.cleartext;

import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.eventstore.personaldata.EncryptionProperties;
import io.tokenledger.eventstore.personaldata.KeyEncryptionKeys;
import io.tokenledger.eventstore.personaldata.SubjectKeys;
import io.tokenledger.eventstore.postgres.DiskSpaceGuard;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the encryption of old events in PostgreSQL. Axon Server cannot change events. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDeploymentMode({DeploymentMode.EMBEDDED, DeploymentMode.POSTGRES})
public class ClearTextConfiguration {
    @Bean
    @DependsOn("usePartitions")
    ClearTextEventRepository clearTextEvents(DataSource pool) {
        return new ClearTextEventRepository(pool);
    }

    @Bean
    ClearTextEncryption clearTextEncryption(
            ClearTextEventRepository table,
            DataSource pool,
            PlatformTransactionManager transactions,
            SubjectKeys subjectKeys,
            KeyEncryptionKeys keys,
            EncryptionProperties settings,
            DiskSpaceGuard diskSpace) {
        EncryptionBatch batches = new EncryptionBatch(
                table, new TransactionTemplate(transactions), new EventEncryptor(subjectKeys), diskSpace);
        return new ClearTextEncryption(table, batches, new EncryptionLock(pool), keys, settings);
    }
}
